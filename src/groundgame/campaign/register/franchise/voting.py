"""The condition on electors that they may vote in a kind of contest on a day, as Django's and as SQL.

The date of attainment that an entry keeps is the day on which its elector turns 18, whatever the voting age: a lower
one lets them vote that much sooner. A test holds the two forms equal.
"""

import datetime as dt

from django.db.models import Q

from groundgame.campaign.register.ages import ADULT_YEARS, years_after
from groundgame.campaign.register.franchise.ages import franchise_of, voting_age
from groundgame.campaign.register.franchise.markers import shut_out


def attained_by(contest: str, day: dt.date) -> dt.date:
    """Return the last day on which somebody may turn 18 who is of voting age in the contest on its day.

    >>> attained_by("mayor", dt.date(2028, 5, 4))
    datetime.date(2028, 5, 4)
    """
    return years_after(day, ADULT_YEARS - voting_age(contest, day).years)


def may_vote_in(contest: str, day: dt.date) -> Q:
    """Return the condition on electors that they may vote in this kind of contest on that day.

    Raises:
        VotingAgeError: if the kind of contest is unknown.
    """
    of_age = Q(date_of_attainment=None) | Q(date_of_attainment__lte=attained_by(contest, day))
    return of_age & Q(left_at=None) & ~Q(franchise_markers__regex=f"[{shut_out(franchise_of(contest))}]")


def may_vote_sql(contest: str, day: dt.date) -> str:
    """Return the same condition on `e`, a row of register_elector.

    Raises:
        VotingAgeError: if the kind of contest is unknown.
    """
    return (
        f"(e.left_at IS NULL AND e.franchise_markers !~ '[{shut_out(franchise_of(contest))}]' "
        f"AND (e.date_of_attainment IS NULL OR e.date_of_attainment <= DATE '{attained_by(contest, day).isoformat()}'))"
    )
