"""Whose entry may not be shown yet: electors below sixteen, who are on no published version of a register.

The Representation of the People Bill would register people from 14; whatever a file holds, nobody below 16 is listed.
"""

import datetime as dt

from django.db.models import Q
from django.utils import timezone

VOTING_AGE_YEARS = 18
SHOWN_FROM_YEARS = 16


def latest_attainment_shown(today: dt.date | None = None) -> dt.date:
    """Return the last date of attainment of anybody who is sixteen by today."""
    today = today or timezone.localdate()
    year = today.year + VOTING_AGE_YEARS - SHOWN_FROM_YEARS
    try:
        return today.replace(year=year)
    except ValueError:  # 29 February
        return dt.date(year, 2, 28)


def sixteen_or_over(today: dt.date | None = None) -> Q:
    """Return the condition on electors that leaves out those below sixteen."""
    return Q(date_of_attainment=None) | Q(date_of_attainment__lte=latest_attainment_shown(today))
