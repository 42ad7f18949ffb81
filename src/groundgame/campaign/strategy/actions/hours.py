"""Say which hours a branch has."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db import transaction

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.strategy import rules
from groundgame.campaign.strategy.models import BranchHours
from groundgame.electoral.allocation.across.volunteers import Supply


@transaction.atomic
def say_hours(*, by: User, branch: str, hours: Mapping[dt.date, float]) -> None:
    """Keep a branch's hours in the weeks that begin on these Mondays; those of other weeks stay.

    Raises:
        PermissionDenied: if the person does not manage all of the branch's borough.
    """
    rules.check_may_say_hours(by, branch)
    for week, number in hours.items():
        BranchHours.objects.update_or_create(branch=branch, week=week, defaults={"hours": number, "said_by": by})
    weeks = {week.isoformat(): number for week, number in hours.items()}
    audit.record(by=by, action="strategy.say_hours", subject="strategy.BranchHours", area=branch, weeks=weeks)


@transaction.atomic
def load_hours(*, by: User, supplies: Iterable[Supply]) -> int:
    """Keep the hours of a file, all of them or none; return of how many branches. Lines of one week are added up.

    Raises:
        PermissionDenied: if the person does not manage all of a borough that the file names.
    """
    found: dict[str, dict[dt.date, float]] = defaultdict(lambda: defaultdict(float))
    for one in supplies:
        found[one.branch][one.week] += one.hours
    for branch, hours in sorted(found.items()):
        say_hours(by=by, branch=branch, hours=hours)
    return len(found)
