"""The hours in which a session rings, by the clock of the place (settings.TIME_ZONE)."""

import datetime as dt

from django.utils import timezone

from groundgame.campaign.canvass.models import Session

THURSDAY, SATURDAY, SUNDAY = 3, 5, 6
EVENING_FROM = dt.time(17)
"""A guess: when an evening begins. Before that it is by day."""


def opening(session: Session, day: dt.date) -> dt.time | None:
    """Return when the session opens on a day, or None where it is open from its start."""
    hours = [session.opens_at, session.opens_on_sunday_at if day.weekday() == SUNDAY else None]
    return max((hour for hour in hours if hour is not None), default=None)


def rings_on(session: Session, day: dt.date) -> bool:
    """Tell whether a day of the week is one of the session's."""
    if session.days == Session.Days.ANY:
        return True
    return (day.weekday() >= SATURDAY) == (session.days == Session.Days.WEEKENDS)


def told_days(session: Session) -> str:
    """Return on which days the session rings, or "" where it does on any."""
    return session.get_days_display().lower() if session.days else ""


def told_hours(session: Session) -> str:
    """Return the session's days and hours as a volunteer reads them, or "" where it rings at any."""
    on_sunday = None if session.days == Session.Days.WEEKDAYS else session.opens_on_sunday_at
    hours = (("from", session.opens_at), ("until", session.closes_at), ("on a Sunday from", on_sunday))
    told = [f"{word} {hour:%H:%M}" for word, hour in hours if hour is not None]
    return ", ".join([told_days(session), *told] if session.days else told)


def is_open_now(session: Session, now: dt.datetime | None = None) -> bool:
    """Tell whether the session may give out calls at this moment; one without hours always may.

    A session that closes at an earlier hour than it opens rings over midnight. One that opens on a Sunday after its
    closing time does not ring that day.
    """
    here = timezone.localtime(now)
    clock, closes = here.time(), session.closes_at
    began_before = _over_midnight(session) and closes is not None and clock < closes
    if not rings_on(session, here.date() - dt.timedelta(days=began_before)):
        return False
    opens = opening(session, here.date()) or dt.time.min
    if closes is None:
        return clock >= opens
    if _over_midnight(session):
        return clock >= opens or clock < closes
    return opens <= clock < closes


def seconds_open(session: Session, now: dt.datetime | None = None) -> float | None:
    """Return for how long an open session still rings; None where it has no closing time and rings past midnight."""
    here = timezone.localtime(now)
    midnight = timezone.make_aware(dt.datetime.combine(here.date() + dt.timedelta(days=1), dt.time.min))
    if session.closes_at is None and is_open_now(session, midnight):
        return None
    at = session.closes_at or dt.time.min
    closes = here.replace(hour=at.hour, minute=at.minute, second=at.second, microsecond=0)
    return (closes - here).total_seconds() % dt.timedelta(days=1).total_seconds()


def _over_midnight(session: Session) -> bool:
    opens, closes = session.opens_at or dt.time.min, session.closes_at
    return closes is not None and opens > closes


def next_ordinary_polling_day() -> dt.date:
    """Return the next first Thursday in May of an even year: London votes then, for its boroughs or its mayor.

    Law: Representation of the People Act 1983 s. 37 (the ordinary day); Greater London Authority Act 1999 s. 3 (every
    fourth year, from 2000); the boroughs' councillors are elected in the years between, 2022 and 2026 last.

    >>> next_ordinary_polling_day().isoweekday()
    4
    """
    today = timezone.localdate()
    years = (year for year in range(today.year, today.year + 3) if year % 2 == 0)
    return next(day for day in map(_first_thursday_in_may, years) if day > today)


def _first_thursday_in_may(year: int) -> dt.date:
    first = dt.date(year, 5, 1)
    return first + dt.timedelta(days=(THURSDAY - first.weekday()) % 7)
