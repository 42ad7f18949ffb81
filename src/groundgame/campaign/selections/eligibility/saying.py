"""Dates and counts as a letter says them."""

import datetime as dt
from collections.abc import Iterable


def said(day: dt.date) -> str:
    """Return a day as it is written in a letter.

    >>> said(dt.date(2026, 6, 3))
    '3 June 2026'
    """
    return f"{day.day} {day:%B %Y}"


def counted(number: int, thing: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "day"), counted(183, "day")
    ('1 day', '183 days')
    """
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def either(names: Iterable[str]) -> str:
    """Return names as a choice.

    >>> either(["Cedar", "Ash", "Beech"])
    'Ash, Beech or Cedar'
    """
    *others, last = sorted(names) or [""]
    return f"{', '.join(others)} or {last}" if others else last
