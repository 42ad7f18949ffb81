"""The homes where somebody was spoken to since a plan began, ward by ward: one that is redone goes on from there."""

# ruff: noqa: S608 (the statement is put together from the module's own constants)

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from django.db import connection
from django.utils import timezone

from groundgame.campaign.canvass.figures import SPOKEN_SQL, STANDING_SQL
from groundgame.campaign.strategy.models import KeptPlan
from groundgame.campaign.strategy.plans.asked import WEEK
from groundgame.campaign.strategy.plans.worked import start_of
from groundgame.electoral.allocation.across.rounds import Field

# Whoever lives at no address that we know is a home of their own.
_SPOKEN_SQL = f"""
SELECT v.ward, count(DISTINCT coalesce(e.address_id, -e.id))
FROM canvass_contactevent v JOIN register_elector e ON e.id = v.elector_id
WHERE v.happened_at >= %(since)s AND v.outcome <> 'withdrawn' AND {SPOKEN_SQL} AND {STANDING_SQL}
GROUP BY v.ward
"""


def spoken_since(day: dt.date) -> dict[str, int]:
    """Return in how many homes of each ward somebody was spoken to from a day on."""
    with connection.cursor() as cursor:
        cursor.execute(_SPOKEN_SQL, {"since": start_of(day)})
        return dict(cursor.fetchall())


def since_last_day(first: KeptPlan) -> dt.date:
    """Return the day from which conversations count for the next polling day of a plan, the first of its line.

    That is when it began, or the day after the last of its polling days that is over.
    """
    days = sorted(dt.date.fromisoformat(day) for day in first.figures["days"].values())
    later = [day + (first.moved_weeks * WEEK if at == 0 else 0 * WEEK) for at, day in enumerate(days)]
    over = [day + dt.timedelta(days=1) for day in later if day < timezone.localdate()]
    return max([first.begins, *over])


def without_spoken(ahead: Field, spoken: Mapping[str, int], before: str) -> Field:
    """Return the field when so many homes of its wards were spoken to already before one polling day, by round's name.

    Before every other polling day they are as good as any.
    """
    homes = np.array([float(spoken.get(code, 0)) for code in ahead.wards.codes])
    rounds = tuple(replace(each, spoken=homes) if each.name == before else each for each in ahead.rounds)
    return replace(ahead, rounds=rounds) if spoken else ahead
