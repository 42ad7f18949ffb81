"""Days out that are promised or done: they stand whatever is planned next, and their hours are given."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import QuerySet
from django.utils import timezone

from groundgame.campaign.strategy.away.choosing import time_of
from groundgame.campaign.strategy.models import DayOut, KeptPlan
from groundgame.campaign.strategy.plans.asked import monday
from groundgame.campaign.strategy.plans.supply import Spent


def accepted() -> QuerySet[DayOut]:
    """Return the days out that stand accepted."""
    return DayOut.objects.filter(accepted_at__isnull=False).order_by("day", "id")


def promised() -> QuerySet[DayOut]:
    """Return those of weeks that are not over of which nobody said yet what came of them."""
    return accepted().filter(done_hours=None, week__gte=monday(timezone.localdate()))


def accepted_since(days: DayOut, branch: str) -> DayOut | None:
    """Return what a branch accepted of the same week and seat of another plan since this plan was made.

    A plan that was made later knows what was accepted before, and has its days beside those.
    """
    others = accepted().filter(seat=days.seat, week=days.week, sent_by=branch, accepted_at__gte=days.plan.made_at)
    return others.exclude(plan=days.plan_id).select_related("accepted_by").first()


def done_of(plans: Collection[KeptPlan]) -> QuerySet[DayOut]:
    """Return those of some plans of which it is said what came of them."""
    return accepted().filter(plan__in=[plan.pk for plan in plans], done_hours__isnull=False)


def given_anew() -> list[DayOut]:
    """Return what stands for a plan that is made anew: all that is promised, of whatever plan."""
    return list(promised())


def given_to(plans: Collection[KeptPlan]) -> list[DayOut]:
    """Return what stands for a plan that is redone: all that is promised, and what was done of its line."""
    return [*promised(), *done_of(plans)]


def hours_given(plans: Collection[KeptPlan]) -> tuple[float, float]:
    """Return the hours of some plans' days out that are done, and those that are promised."""
    own = promised().filter(plan__in=[plan.pk for plan in plans])
    return sum(one.spent_hours for one in done_of(plans)), sum(one.spent_hours for one in own)


def with_days_out(spent: Spent) -> Spent:
    """Return what branches have given already, the days out of this week and later with it."""
    found = defaultdict[tuple[str, dt.date, str], float](float, spent)
    for one in _lately(accepted()):
        found[one.sent_by, one.week, time_of(one)] += one.spent_hours
    return found


def _lately(days: QuerySet[DayOut]) -> Iterable[DayOut]:
    return days.filter(week__gte=monday(timezone.localdate()))
