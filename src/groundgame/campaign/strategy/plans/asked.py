"""What a kept plan was asked for, as plain data; and where its calendar lies, which may be later than its own weeks."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.volunteers import Supply

WEEK = dt.timedelta(weeks=1)


def as_json(ask: Ask) -> dict[str, Any]:
    """Return what JSON can hold of what was asked."""
    supplies = [[one.branch, one.week.isoformat(), one.hours, one.time] for one in ask.volunteers]
    return asdict(replace(ask, volunteers=())) | {"weights": dict(ask.weights), "volunteers": supplies}


def from_json(kept: Mapping[str, Any]) -> Ask:
    """Return what was asked.

    Plans of before there were kinds of time have branches' hours without one.

    >>> ask = Ask({"mayor": 10.0}, 500.0, volunteers=(Supply("E09000003", dt.date(2026, 4, 20), 12.0, "weekend"),))
    >>> from_json(as_json(ask)) == ask
    True
    """
    supplies = tuple(
        Supply(branch, dt.date.fromisoformat(week), hours, *time) for branch, week, hours, *time in kept["volunteers"]
    )
    return Ask(**{**kept, "volunteers": supplies})


def monday(day: dt.date) -> dt.date:
    """Return the Monday of a day's week."""
    return day - dt.timedelta(days=day.weekday())


def moved_by(own_weeks: Sequence[dt.date], polling_day: dt.date, today: dt.date) -> int:
    """Return by how many weeks a calendar must go later to begin now: none, unless its polling day is over.

    >>> weeks, day = [dt.date(2026, 4, 27), dt.date(2026, 5, 4)], dt.date(2026, 5, 7)
    >>> [moved_by(weeks, day, today) for today in (day, dt.date(2026, 5, 8), dt.date(2026, 11, 23))]
    [0, 1, 30]
    """
    if today <= polling_day:
        return 0
    return max((monday(today) - min(own_weeks)) // WEEK, 1)


def supplied(found: Iterable[Supply], own_weeks: Sequence[dt.date], moved_weeks: int) -> tuple[Supply, ...]:
    """Return branches' hours in the weeks in which a plan reckons, where its calendar was put later."""
    if not moved_weeks:
        return tuple(found)
    own = {week + moved_weeks * WEEK: week for week in own_weeks}
    return tuple(replace(one, week=own[one.week]) for one in found if one.week in own)
