"""How long ago, as people say it."""

import datetime as dt

from django.utils import timezone

MONTH_DAYS, YEAR_DAYS = 30.44, 365.25


def ago(at: dt.datetime | None, now: dt.datetime | None = None) -> str:
    """Say how long ago something was.

    >>> day = dt.datetime(2026, 11, 23, 12, tzinfo=dt.timezone.utc)
    >>> [ago(day - dt.timedelta(days=days), day) for days in (0, 1, 20, 200, 400, 1500)]
    ['today', 'yesterday', '20 days ago', '7 months ago', 'a year ago', '4 years ago']
    >>> ago(None, day)
    'never'
    """
    if at is None:
        return "never"
    days = (timezone.localdate(now) - timezone.localdate(at)).days
    if days < 2:
        return "yesterday" if days == 1 else "today"
    if days < 2 * MONTH_DAYS:
        return f"{days} days ago"
    if days < YEAR_DAYS:
        return f"{days / MONTH_DAYS:.0f} months ago"
    years = int(days / YEAR_DAYS)
    return "a year ago" if years == 1 else f"{years} years ago"
