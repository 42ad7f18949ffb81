"""Work of a plan that is accepted and not worked yet: it stands when the plan is redone, and its hours are given."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from groundgame.campaign.strategy.models import KeptPlan, PlannedWork, TakenUp
from groundgame.campaign.strategy.plans.asked import monday
from groundgame.campaign.strategy.plans.worked import Worked
from groundgame.electoral.allocation.across.travel import EVENING_HOURS

MINUTES = 60


@dataclass(frozen=True, slots=True)
class Promised:
    """Accepted work whose week is not over, in a session that is open, and how many of its hours are not worked yet."""

    work: PlannedWork
    hours: float


def promised_of(plans: Iterable[KeptPlan], done: Iterable[Worked]) -> list[Promised]:
    """Return what was accepted of some plans and is still to be worked."""
    spent: dict[int | None, float] = defaultdict(float)
    for one in done:
        spent[one.session] += one.hours
    standing = _taken(plans).filter(session__closed_at=None, work__week__gte=monday(timezone.localdate()))
    found = [Promised(taken.work, taken.work.hours - spent[taken.session_id]) for taken in standing]
    return [one for one in found if one.hours > 0]


def spent_by_branch(
    plans: Iterable[KeptPlan], done: Iterable[Worked], promised: Iterable[Promised]
) -> Mapping[tuple[str, dt.date], float]:
    """Return the hours of each branch in each week that are worked or promised, the way there and back among them."""
    sent = {taken.session_id: taken.work for taken in _taken(plans)}
    found: dict[tuple[str, dt.date], float] = defaultdict(float)
    for one in done:
        work = sent.get(one.session or 0)
        branch = work.branch if work is not None and work.branch else one.borough
        found[branch, one.week] += one.hours / (_part(work) if work is not None else 1.0)
    for each in promised:
        found[each.work.branch, each.work.week] += each.hours / _part(each.work)
    return found


def _taken(plans: Iterable[KeptPlan]) -> QuerySet[TakenUp]:
    return TakenUp.objects.filter(work__plan__in=list(plans), given_back_at=None).select_related("work")


def _part(work: PlannedWork) -> float:
    """Return the part (0-1) of an evening that is work, the way taken off."""
    return max(1 - work.minutes_on_the_way / (EVENING_HOURS * MINUTES), 0.1)
