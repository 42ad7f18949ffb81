"""Whose entry may not be shown yet: electors below sixteen, who are on no published version of a register.

The Representation of the People Bill of 2026 would register people from 14, and keep entries of those below 16 from
publication; whatever a file holds, nobody below 16 is listed.
"""

import datetime as dt

from django.db.models import Q
from django.utils import timezone

# What a date of attainment is the birthday of, as we keep it; it is not the voting age (see `franchise`).
ADULT_YEARS = 18
SHOWN_FROM_YEARS = 16


def years_after(day: dt.date, years: int) -> dt.date:
    """Return the day so many years on; of 29 February, the 28th where there is no 29th.

    >>> years_after(dt.date(2028, 2, 29), 2)
    datetime.date(2030, 2, 28)
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return dt.date(day.year + years, 2, 28)


def latest_attainment_shown(today: dt.date | None = None) -> dt.date:
    """Return the last date of attainment of anybody who is sixteen by today."""
    return years_after(today or timezone.localdate(), ADULT_YEARS - SHOWN_FROM_YEARS)


def sixteen_or_over(today: dt.date | None = None) -> Q:
    """Return the condition on electors that leaves out those below sixteen."""
    return Q(date_of_attainment=None) | Q(date_of_attainment__lte=latest_attainment_shown(today))
