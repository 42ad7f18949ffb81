"""Kinds of time in a week, in words: weekday evenings, weekends by day, weekdays by day."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from groundgame.campaign.canvass.hours import EVENING_FROM
from groundgame.campaign.canvass.models import Session
from groundgame.electoral.allocation.across.effects import DAYTIME, EVENING, WEEKEND

NOT_SAID = ""
"""The kind of time of hours of which nobody said when they are."""
NAMES: Mapping[str, str] = {EVENING: "Evenings", WEEKEND: "Weekend days", DAYTIME: "Weekdays by day"}
ONE: Mapping[str, str] = {EVENING: "evening", WEEKEND: "weekend day", DAYTIME: "weekday by day", NOT_SAID: "evening"}
MANY: Mapping[str, str] = {
    EVENING: "evenings",
    WEEKEND: "weekend days",
    DAYTIME: "weekdays by day",
    NOT_SAID: "evenings",
}
SATURDAY = dt.timedelta(days=5)


@dataclass(frozen=True, slots=True)
class Hours:
    """Between which hours a phone bank gives out calls, from when on a Sunday, and on which days (`Session.Days`)."""

    opens: dt.time
    opens_on_sunday: dt.time | None
    closes: dt.time
    days: str


HOURS: Mapping[str, Hours] = {
    EVENING: Hours(EVENING_FROM, None, dt.time(20), Session.Days.WEEKDAYS),
    WEEKEND: Hours(dt.time(10), dt.time(10, 30), dt.time(18), Session.Days.WEEKENDS),
    DAYTIME: Hours(dt.time(9), None, EVENING_FROM, Session.Days.WEEKDAYS),
    NOT_SAID: Hours(dt.time(9), dt.time(10, 30), dt.time(20), Session.Days.ANY),
}
"""Guesses; where nobody said when, as new phone banks do unless the organiser says otherwise."""


def hours_at(time: str) -> Hours:
    """Return the days and hours of a phone bank at a kind of time."""
    return HOURS[time]


def sessions_told(number: int, time: str) -> str:
    """Return so many sessions at a kind of time, in words.

    >>> [sessions_told(*one) for one in ((1, "evening"), (2, "weekend"), (3, "daytime"), (2, ""))]
    ['1 evening', '2 weekend days', '3 weekdays by day', '2 evenings']
    """
    return f"{number:,} {ONE[time] if number == 1 else MANY[time]}"


def when_told(week: dt.date, time: str) -> str:
    """Return when in a week some work is, in the words of a name.

    >>> [when_told(dt.date(2026, 4, 20), time) for time in ("evening", "weekend", "daytime", "")]
    ['evenings, week of 20 Apr', 'weekend of 25 Apr', 'weekdays by day, week of 20 Apr', 'week of 20 Apr']
    """
    if time == WEEKEND:
        return f"weekend of {week + SATURDAY:%-d %b}"
    week_of = f"week of {week:%-d %b}"
    return f"{MANY[time]}, {week_of}" if time else week_of
