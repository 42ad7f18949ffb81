"""Work of plans that is accepted and not worked yet: it stands whatever is planned next, and its hours are given."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from groundgame.campaign.strategy.models import KeptPlan, PlannedWork, TakenUp
from groundgame.campaign.strategy.plans.asked import WEEK, monday
from groundgame.campaign.strategy.plans.worked import Worked, worked
from groundgame.electoral.allocation.across.sessions import Allocation
from groundgame.electoral.allocation.across.travel import EVENING_HOURS
from groundgame.electoral.places import atlas

MINUTES = 60


@dataclass(frozen=True, slots=True)
class Promised:
    """Accepted work whose week is not over, in a session that is open, and how many of its hours are not worked yet."""

    work: PlannedWork
    hours: float


def promised_of(done: Iterable[Worked]) -> list[Promised]:
    """Return what was accepted of any plan and is still to be worked, less what is `done` of it."""
    spent: dict[int | None, float] = defaultdict(float)
    for one in done:
        spent[one.session] += one.hours
    open_ = TakenUp.objects.filter(given_back_at=None, session__closed_at=None)
    ahead = open_.filter(work__week__gte=monday(timezone.localdate())).select_related("work")
    found = [Promised(taken.work, taken.work.hours - spent[taken.session_id]) for taken in ahead]
    return [one for one in found if one.hours > 0]


def hours_of(promised: Iterable[Promised], plans: Collection[KeptPlan]) -> float:
    """Return the hours that are promised of some plans."""
    own = {plan.pk for plan in plans}
    return sum(one.hours for one in promised if one.work.plan_id in own)


def given_of(promised: Iterable[Promised], first_day: str, moved_weeks: int) -> list[Allocation]:
    """Return promised work as a plan's own: what lies before its first polling day is put back into its own weeks."""
    found = []
    for one in promised:
        work = one.work
        week = work.week - (moved_weeks * WEEK if work.before == first_day else 0 * WEEK)
        when = work.time or None
        found.append(Allocation(work.ward, work.channel, work.audience, week, one.hours, work.before, time=when))
    return found


def spent_by_branch(done: Iterable[Worked], promised: Iterable[Promised]) -> Mapping[tuple[str, dt.date, str], float]:
    """Return the hours of each branch in each week, by kind of time (empty where that is not known).

    Those worked or promised, the way there and back among them.
    """
    sent = {taken.session_id: taken.work for taken in TakenUp.objects.select_related("work")}
    found: dict[tuple[str, dt.date, str], float] = defaultdict(float)
    for one in done:
        work = sent.get(one.session or 0)
        branch = work.branch if work is not None and work.branch else one.borough
        found[branch, one.week, one.time] += one.hours / (_part(work) if work is not None else 1.0)
    for each in promised:
        found[each.work.branch, each.work.week, each.work.time] += each.hours / _part(each.work)
    return found


def done_lately(since: dt.date | None = None) -> list[Worked]:
    """Return all that was worked this week, and before it since any work was accepted that is still to be done.

    With a day `since` which it is wanted it goes back to that, if that is earlier.
    """
    this_week = monday(timezone.localdate())
    first = TakenUp.objects.filter(given_back_at=None, work__week__gte=this_week).order_by("at").first()
    days = [this_week, *([timezone.localdate(first.at)] if first is not None else []), *([since] if since else [])]
    return worked([ward.code for ward in atlas().areas("ward22")], min(days), this_week + WEEK)


def _part(work: PlannedWork) -> float:
    """Return the part (0-1) of an evening that is work, the way taken off."""
    return max(1 - work.minutes_on_the_way / (EVENING_HOURS * MINUTES), 0.1)
