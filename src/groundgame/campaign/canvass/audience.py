"""Whom a session rings: what was asked for, how many electors that is, and their place in the queue."""

# ruff: noqa: S608 (the statements are put together from the package's own constants)

import datetime as dt
import hashlib
import json
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from groundgame.campaign.canvass.models import Session
from groundgame.campaign.register.suppression import CALLABLE_SQL, KNOCKABLE_SQL

# `e` is an elector whom we may ring now, or knock for; `c` what the contact log says of them.
_AUDIENCE_SQL = """
    FROM register_elector e
    LEFT JOIN canvass_electorstate c ON c.elector_id = e.id
    LEFT JOIN register_address a ON a.id = e.address_id
    WHERE e.ward = ANY(%(wards)s)
      AND (c.gone_at IS NULL OR c.last_contact_at > c.gone_at)
      AND (c.last_contact_at IS NULL OR (NOT %(never)s AND (%(before)s IS NULL OR c.last_contact_at < %(before)s)))
      AND MAY_REACH
"""
_MAY_REACH = {Session.Channel.PHONE: CALLABLE_SQL, Session.Channel.DOOR: KNOCKABLE_SQL}

_COUNT_SQL = f"SELECT count(*), count(DISTINCT coalesce(e.address_id, -e.id)) {_AUDIENCE_SQL}"

REST_HOURS = 2
KEPT_SECONDS = 5
MANY_TARGETS = 50_000

# One household's electors stand next to each other, and a street's households in the order of their doors. Somebody
# whom another session tried a moment ago is left in peace for a while, whoever was reached for the days of rest, and
# nobody is rung before the hour that was agreed with them.
_FILL_SQL = f"""
    INSERT INTO canvass_target (borough, session_id, elector_id, position, attempts, not_before, done_because)
    SELECT e.borough, %(session)s, e.id,
           %(start)s + row_number() OVER (
               ORDER BY e.ward, a.street, a.number, a.number_suffix, a.flat, e.address_id, e.surname, e.id
           ),
           0, greatest(statement_timestamp(), c.last_attempt_at + interval '{REST_HOURS} hours',
                       CASE WHEN c.last_contact_at IS NOT NULL THEN coalesce(
                           (SELECT v.call_back_at FROM canvass_contactevent v
                            WHERE v.elector_id = e.id AND v.happened_at = c.last_contact_at
                              AND v.call_back_at IS NOT NULL
                            ORDER BY v.received_at DESC LIMIT 1),
                           c.last_contact_at + make_interval(days => %(rest_days)s)) END), ''
    {_AUDIENCE_SQL}
    ON CONFLICT (session_id, elector_id) DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Audience:
    """Electors with a telephone whom we may ring, in these wards (codes).

    `last_contact_before` leaves out those we reached on that day or later; `never_contacted` all whom we ever reached.
    """

    wards: tuple[str, ...]
    last_contact_before: dt.date | None = None
    never_contacted: bool = False

    @classmethod
    def of(cls, wards: Iterable[str], last_contact_before: dt.date | None = None, *, never: bool = False) -> Self:
        """Return the audience of these wards, in the order that is kept."""
        return cls(tuple(sorted(wards)), last_contact_before, never)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """Return the audience that a session keeps."""
        before = kept["last_contact_before"]
        return cls(tuple(kept["wards"]), dt.date.fromisoformat(before) if before else None, kept["never_contacted"])

    def as_json(self) -> dict[str, Any]:
        """Return what a session keeps."""
        before = self.last_contact_before
        return {
            "wards": list(self.wards),
            "last_contact_before": before.isoformat() if before else None,
            "never_contacted": self.never_contacted,
        }

    def parameters(self) -> dict[str, Any]:
        """Return the values that the statements take."""
        before = self.last_contact_before
        start_of_day = timezone.make_aware(dt.datetime.combine(before, dt.time())) if before else None
        return {"wards": list(self.wards), "before": start_of_day, "never": self.never_contacted}


def _for(statement: str, channel: str) -> str:
    return statement.replace("MAY_REACH", _MAY_REACH[Session.Channel(channel)])


def count_audience(audience: Audience) -> tuple[int, int]:
    """Return how many electors the audience holds now, and in how many households."""
    with connection.cursor() as cursor:
        cursor.execute(_for(_COUNT_SQL, Session.Channel.PHONE), audience.parameters())
        electors, households = cursor.fetchone()
    return electors, households


def recent_count(audience: Audience) -> tuple[int, int]:
    """Return the same as of some seconds ago, the longer the more it took to count: a form asks at every tick."""
    key = "audience:" + hashlib.sha256(json.dumps(audience.as_json()).encode()).hexdigest()
    kept: tuple[int, int] | None = cache.get(key)
    if kept is not None:
        return kept
    started = time.monotonic()
    counts = count_audience(audience)
    cache.set(key, counts, KEPT_SECONDS + 10 * (time.monotonic() - started))
    return counts


def fill_targets(session: Session) -> int:
    """Add to the session the electors of its audience who are not in it yet; return how many."""
    start = session.targets.order_by("-position").values_list("position", flat=True).first() or 0
    parameters = Audience.from_json(session.audience).parameters() | {
        "session": session.pk,
        "start": start,
        "rest_days": session.rest_days,
    }
    with connection.cursor() as cursor:
        cursor.execute(_for(_FILL_SQL, session.channel), parameters)
        added = int(cursor.rowcount)
        if added >= MANY_TARGETS:
            # Until it is told, the planner takes a new session for a handful of electors, and a count that should take
            # seconds for all of a city takes many minutes; the server's own round of this comes a minute too late.
            cursor.execute("ANALYZE canvass_target")
    return added
