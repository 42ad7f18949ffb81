"""Whom somebody of a round agreed to call on again, and when: at the doors as on the telephone, a word that is kept.

A door that was knocked rests for days. One where somebody asked us to come back does not: it may be cut and given out
again once the hour falls within the time that a walk stays out.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from groundgame.campaign.canvass.models import Session, Target
from groundgame.campaign.doorstep.asked import Person
from groundgame.campaign.doorstep.models import WalkDoor
from groundgame.campaign.register.models import Elector
from groundgame.campaign.register.suppression import knockable_electors

MOST_SHOWN = 50

# On `e`, a row of register_elector: the round's promise, whose hour comes before a walk that goes out now is back.
PROMISED_SQL = """EXISTS (
    SELECT FROM canvass_target p
    WHERE p.session_id = %(session)s AND p.elector_id = e.id AND p.borough = e.borough AND p.done_at IS NULL
      AND p.promised_at < statement_timestamp() + make_interval(hours => %(hours)s))"""


@dataclass(frozen=True, slots=True)
class Promise:
    """An elector at whose door it was agreed to call again at an hour; `by` gave their word, `walk` holds the door."""

    elector: Elector
    at: dt.datetime
    by: str
    walk: WalkDoor | None


def promises_in(session: Session) -> list[Promise]:
    """Return what was promised in a round and is still to be done, the soonest first: of those who may be visited."""
    targets = Target.objects.filter(session=session, promised_at__isnull=False, done_at=None)
    kept = targets.filter(elector__in=knockable_electors(Elector.objects.all()))
    rows = list(kept.select_related("elector__address", "promised_to").order_by("promised_at", "pk")[:MOST_SHOWN])
    homes = [target.elector.address_id for target in rows]
    doors = WalkDoor.objects.filter(session=session, address__in=homes, closed_at=None).select_related("walk")
    on: dict[int | None, WalkDoor] = {door.address_id: door for door in doors}
    return [
        Promise(target.elector, target.promised_at, str(target.promised_to or ""), on.get(target.elector.address_id))
        for target in rows
        if target.promised_at is not None
    ]


def promised_at(sessions: Collection[int], people: Mapping[int, Collection[Person]]) -> dict[int, dt.datetime]:
    """Return the soonest hour promised in the rounds (ids) at each address (id), to any of the people to ask for there.

    An hour promised to whoever objects since, or has left, is nobody's to keep, whoever else lives there.
    """
    home = {person.elector: address for address, here in people.items() for person in here}
    targets = Target.objects.filter(session__in=sessions, elector__in=home, promised_at__isnull=False, done_at=None)
    rows = targets.order_by("-promised_at").values_list("elector_id", "promised_at")
    return {home[elector]: at for elector, at in rows if at is not None}
