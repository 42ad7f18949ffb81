"""Say which hours a branch has."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db import transaction

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.strategy import rules
from groundgame.campaign.strategy.models import BranchHours
from groundgame.campaign.strategy.times import NOT_SAID
from groundgame.electoral.allocation.across.effects import TIMES
from groundgame.electoral.allocation.across.volunteers import Supply

HoursAt = Mapping[str, float]
"""A week's hours by kind of time; `NOT_SAID` are those of which nobody said when."""


@transaction.atomic
def say_hours(*, by: User, branch: str, hours: Mapping[dt.date, HoursAt]) -> None:
    """Keep a branch's hours in the weeks that begin on these Mondays, all of them; those of other weeks stay.

    Raises:
        PermissionDenied: if the person does not manage all of the branch's borough.
    """
    rules.check_may_say_hours(by, branch)
    # Every kind has its row, be it of no hours: two who say hours at once change the same rows, one after the other.
    rows = [
        BranchHours(branch=branch, week=week, time=time, hours=at.get(time, 0.0), said_by=by)
        for week, at in sorted(hours.items())
        for time in (NOT_SAID, *TIMES)
    ]
    BranchHours.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["branch", "week", "time"],
        update_fields=["hours", "said_by", "said_at"],
    )
    weeks = {week.isoformat(): {time or "unsaid": each for time, each in at.items()} for week, at in hours.items()}
    audit.record(by=by, action="strategy.say_hours", subject="strategy.BranchHours", area=branch, weeks=weeks)


@transaction.atomic
def load_hours(*, by: User, supplies: Iterable[Supply]) -> int:
    """Keep the hours of a file, all of them or none; return of how many branches.

    Lines of one week and kind of time are added up.

    Raises:
        PermissionDenied: if the person does not manage all of a borough that the file names.
    """
    found: dict[str, dict[dt.date, dict[str, float]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(float)))
    for one in supplies:
        found[one.branch][one.week][one.time or NOT_SAID] += one.hours
    for branch, hours in sorted(found.items()):
        say_hours(by=by, branch=branch, hours=hours)
    return len(found)
