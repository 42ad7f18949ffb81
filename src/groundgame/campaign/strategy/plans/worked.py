"""Hours that were worked, as the contact log tells them: nobody clocks on, so they are read from the times of contacts.

Each contact counts for the time since the same person's one before, if that is no more than half an hour; else, as the
first of a spell, for five minutes. Contacts typed from paper have no times of their own, and count two minutes each;
of them the day is known, and so whether it was a weekend, but not at what hour of a weekday it was.
"""

# ruff: noqa: S608 (the statement is put together from the module's own constants)

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from groundgame.campaign.canvass.figures import SPOKEN_SQL, STANDING_SQL
from groundgame.campaign.canvass.hours import EVENING_FROM
from groundgame.campaign.strategy.times import NOT_SAID
from groundgame.electoral.allocation.across.effects import DAYTIME, EVENING, WEEKEND

SPELL_MINUTES, FIRST_MINUTES, PAPER_MINUTES = 30, 5, 2
"""Guesses, which the pages say: a longer gap is a break, and what a contact takes that nothing tells."""

# On `v`, one person's contacts in their order. Gaps are taken over all of a person's contacts, whoever asks of which
# wards: an evening over two boroughs would begin a spell in each of them otherwise, and the parts sum to more than all.
_WORKED_SQL = f"""
WITH people AS MATERIALIZED (
    SELECT DISTINCT user_id FROM canvass_contactevent
    WHERE ward = ANY(%(wards)s) AND happened_at >= %(since)s AND happened_at < %(until)s
), mine AS MATERIALIZED (
    SELECT v.id, v.user_id, v.ward, v.borough, v.session_id, v.channel, v.happened_at, ({SPOKEN_SQL})::int AS spoke
    FROM canvass_contactevent v
    WHERE v.user_id IN (SELECT user_id FROM people) AND v.happened_at >= %(since)s AND v.happened_at < %(until)s
      AND v.outcome <> 'withdrawn' AND {STANDING_SQL}
), timed AS (
    SELECT *, happened_at AT TIME ZONE %(zone)s AS here,
        happened_at - lag(happened_at) OVER (PARTITION BY user_id, channel = 'paper' ORDER BY happened_at, id) AS gap
    FROM mine
)
SELECT date_trunc('week', here)::date AS week, ward, borough,
       CASE channel WHEN 'phone' THEN 'phone' ELSE 'door' END AS channel, session_id,
       CASE WHEN extract(isodow FROM here) >= 6 THEN '{WEEKEND}'
            WHEN channel = 'paper' THEN '{NOT_SAID}'
            WHEN here::time >= time '{EVENING_FROM}' THEN '{EVENING}'
            ELSE '{DAYTIME}' END AS time,
       sum(CASE WHEN channel = 'paper' THEN {PAPER_MINUTES}
                WHEN gap <= interval '{SPELL_MINUTES} minutes' THEN extract(epoch FROM gap)::float / 60
                ELSE {FIRST_MINUTES} END)::float / 60 AS hours,
       count(*) AS contacts, sum(spoke) AS conversations
FROM timed WHERE ward = ANY(%(wards)s) GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 4, 5, 6
"""


@dataclass(frozen=True, slots=True)
class Worked:
    """Hours worked in a ward in the week that begins on a Monday, by `door` or `phone`, and what came of them.

    `time` is the kind of time in the week, of `effects.TIMES`; empty where that is not known.
    """

    week: dt.date
    ward: str
    borough: str
    channel: str
    session: int | None
    time: str
    hours: float
    contacts: int
    conversations: int


def worked(wards: Iterable[str], since: dt.date, until: dt.date) -> list[Worked]:
    """Return what was worked in some wards from one day to the one before another."""
    asked: dict[str, Any] = {
        "wards": sorted(wards),
        "since": start_of(since),
        "until": start_of(until),
        "zone": settings.TIME_ZONE,
    }
    with connection.cursor() as cursor:
        cursor.execute(_WORKED_SQL, asked)
        return [Worked(*row) for row in cursor.fetchall()]


def start_of(day: dt.date) -> dt.datetime:
    """Return when a day begins."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
