"""A borough's changes into the database, in the caller's transaction."""

import datetime as dt
from collections.abc import Sequence

import polars as pl
from psycopg import sql

from groundgame.campaign.register.importing.changes import DOOR, PERSON, DoorChanges, Known, PeopleChanges
from groundgame.campaign.register.importing.copying import copy_in, identifiers, in_turn, raw_cursor, reserve_ids
from groundgame.campaign.register.importing.journal import Journal
from groundgame.campaign.register.importing.numbers import NUMBER

KEPT = ("id", "address_id", "name_key", *PERSON)
STORED = ("id", "ward", *NUMBER, "markers")


def store_doors(borough: str, doors: DoorChanges, known: Known, journal: Journal) -> pl.DataFrame:
    """Write the doors and return every one's id by its key."""
    with in_turn("register_address"):
        ids = reserve_ids("register_address", doors.new.height)
        new = doors.new.with_columns(ids, borough=pl.lit(borough))
        copy_in("register_address", new, ("id", "borough", *DOOR), once=("key",))
    journal.made("address", new.select("id"))
    journal.replaced("address", _before(known.doors, doors.changed), doors.changed)
    _update("register_address", doors.changed, [name for name in DOOR if name != "key"])
    return pl.concat([doors.known_ids, new.select("id", "key")])


def store_people(
    borough: str, published_on: dt.date, people: PeopleChanges, known: Known, door_ids: pl.DataFrame, journal: Journal
) -> pl.DataFrame:
    """Write the people and return every row's number, markers and ward with its elector's id.

    Who leaves goes first, and who takes another door or name steps aside meanwhile: two may change places.
    """
    doors = door_ids.rename({"id": "address_id", "key": "address_key"})
    rows = people.rows.select(list(dict.fromkeys(("id", "address_key", "name_key", *PERSON, *STORED))))
    new = rows.filter(pl.col("id").is_null()).drop("id").sort("ward", maintain_order=True)  # as they are listed
    placed = new.join(doors, on="address_key", how="left", maintain_order="left").with_columns(
        borough=pl.lit(borough), joined_at=pl.lit(published_on)
    )
    changed = people.changed.join(doors, on="address_key", how="left", maintain_order="left").select(KEPT)
    leaving = _before(known.people, pl.DataFrame({"id": people.leaving})).select(KEPT)
    left = leaving.with_columns(left_at=pl.lit(published_on))
    journal.replaced("elector", _before(known.people, changed).select(KEPT), changed)
    journal.replaced("elector", leaving, left)
    aside = _shifted(changed, known).with_columns(left_at=pl.lit(published_on))
    _update("register_elector", pl.concat([left, aside]).sort("id"), ["left_at"])
    _update("register_elector", changed, KEPT[1:])
    with in_turn("register_elector"):
        placed = placed.with_columns(reserve_ids("register_elector", placed.height))
        copy_in("register_elector", placed, ("borough", "joined_at", *KEPT), once=("address_id", "name_key"))
    journal.made("elector", placed.select("id"))
    return pl.concat([rows.filter(pl.col("id").is_not_null()).select(STORED), placed.select(STORED)])


def _before(known: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Return known rows, in the order of those that replace them."""
    return after.select("id").join(known, on="id", maintain_order="left")


def _shifted(changed: pl.DataFrame, known: Known) -> pl.DataFrame:
    """Return those changed who take another door or another name."""
    was = known.people.select("id", "address_id", "name_key")
    both = changed.join(was, on="id", suffix="_known", maintain_order="left")
    other = [pl.col(name).ne_missing(pl.col(f"{name}_known")) for name in ("address_id", "name_key")]
    return both.filter(pl.any_horizontal(other)).select(changed.columns)


def _update(table: str, frame: pl.DataFrame, columns: Sequence[str]) -> None:
    """Set columns of the rows whose ids the frame names."""
    if frame.is_empty():
        return
    names = list(columns)
    with raw_cursor() as cursor:
        cursor.execute(
            sql.SQL("CREATE TEMP TABLE changing ON COMMIT DROP AS SELECT id, {} FROM {} WITH NO DATA").format(
                identifiers(names), sql.Identifier(table)
            )
        )
    copy_in("changing", frame, ["id", *names])
    sets = sql.SQL(", ").join(sql.SQL("{0} = c.{0}").format(sql.Identifier(name)) for name in names)
    with raw_cursor() as cursor:
        cursor.execute(
            sql.SQL("UPDATE {} t SET {} FROM changing c WHERE c.id = t.id").format(sql.Identifier(table), sets)
        )
        cursor.execute("DROP TABLE changing")
