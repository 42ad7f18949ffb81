"""Walks between the database and the cutting."""

import polars as pl
from django.db import connection
from django.db.models import Max

from groundgame.campaign.canvass.models import Session
from groundgame.campaign.doorstep.centres import centres_of
from groundgame.campaign.doorstep.cutting import Cut, Door, Size, cut_walks, order_doors, title_of
from groundgame.campaign.doorstep.models import Walk, WalkDoor
from groundgame.campaign.register.models import Address
from groundgame.electoral.places import atlas

# Thousands of doors at once: made as objects first they took ten times as long.
_KEEP_SQL = """
INSERT INTO doorstep_walkdoor (borough, session_id, walk_id, address_id, position)
SELECT %s, %s, walk, address, place
FROM unnest(%s::bigint[], %s::bigint[], %s::integer[]) AS given(walk, address, place)
"""


def cut_ward(ward: str, doors: pl.DataFrame, size: Size) -> list[Cut]:
    """Cut the doors of a ward (columns as `leasing.doors_to_cut` gives them)."""
    rows = doors.select("key", "street", "number", "suffix", "flat", "postcode").iter_rows()
    return cut_walks((Door(*row) for row in rows), centres_of(ward), size)


def keep_walks(session: Session, ward: str, cuts: list[Cut]) -> list[Walk]:
    """Keep the walks of a ward, numbered on from the last of the session."""
    last = session.walks.aggregate(Max("number"))["number__max"] or 0
    borough = atlas().area(ward).borough or ""
    walks = Walk.objects.bulk_create(
        Walk(
            borough=borough,
            ward=ward,
            session=session,
            number=last + number,
            title=title_of(cut.legs),
            metres=round(cut.metres),
        )
        for number, cut in enumerate(cuts, start=1)
    )
    places = [
        (walk.pk, address, position)
        for walk, cut in zip(walks, cuts, strict=True)
        for position, address in enumerate(cut.doors, start=1)
    ]
    with connection.cursor() as cursor:
        cursor.execute(_KEEP_SQL, [borough, session.pk, *(list(each) for each in zip(*places, strict=True))])
    return walks


def arrange(walk: Walk) -> None:
    """Put a walk's doors in order anew, after some came or went, and say again where it goes."""
    kept = {door.address_id: door for door in walk.doors.filter(closed_at=None)}
    doors = [
        Door(one.pk, one.street, one.number, one.number_suffix, one.flat, one.postcode)
        for one in Address.objects.filter(pk__in=kept)
    ]
    cut = order_doors(doors, centres_of(walk.ward))
    if cut is None:
        return
    for position, address in enumerate(cut.doors, start=1):
        kept[address].position = position
    WalkDoor.objects.bulk_update(kept.values(), ["position"])
    walk.title, walk.metres = title_of(cut.legs), round(cut.metres)
    walk.save(update_fields=["title", "metres"])
