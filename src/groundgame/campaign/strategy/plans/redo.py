"""A plan redone from where things stand: what is left of its hours and weeks, with what was done counted.

All of it is held against the first plan of the line: a plan that was redone knows nothing of the weeks before it.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils import timezone

from groundgame.campaign.strategy.models import KeptPlan
from groundgame.campaign.strategy.plans.asked import WEEK, from_json, monday
from groundgame.campaign.strategy.plans.progress import progress_of
from groundgame.campaign.strategy.plans.promised import Promised, promised_of, spent_by_branch
from groundgame.campaign.strategy.plans.worked import Worked
from groundgame.electoral.allocation.across.asking import ROUND_OF, Ask
from groundgame.electoral.allocation.across.effects import AUDIENCES, CHANNELS
from groundgame.electoral.allocation.across.sessions import Allocation
from groundgame.electoral.places import atlas

SUPPORTERS = AUDIENCES[0]


def family_of(plan: KeptPlan) -> list[KeptPlan]:
    """Return the first plan of those that a plan was made from, and then all that were made from that."""
    while plan.follows is not None:
        plan = plan.follows
    family = [plan]
    for one in family:  # which grows meanwhile
        family += one.followed_by.all()
    return family


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a line of plans stands: what is left to ask for, the work that counts as done, and the hours worked.

    What was accepted and is not worked yet counts as done; `spent` has the hours that each branch has given by week.
    """

    ask: Ask
    done: list[Allocation]
    hours: float
    spent: Mapping[tuple[str, dt.date], float]


def stand_of(plan: KeptPlan) -> Stand:
    """Return where a plan stands, with all that was worked or promised since the first plan of its line, once."""
    family = family_of(plan)
    first = family[0]
    done = progress_of(first, [ward.code for ward in atlas().areas("ward22")]).done
    hours = sum(one.hours for one in done)
    promised = promised_of(family, done)
    ask = left_of(first, hours + sum(one.hours for one in promised))
    given = [*done_of(first, done), *(_given(one, first) for one in promised)]
    return Stand(ask, given, hours, spent_by_branch(family, done, promised))


def _given(promised: Promised, first: KeptPlan) -> Allocation:
    """Return promised work as a plan's own: what lies before the first polling day is put back into its own weeks."""
    work = promised.work
    later = first.moved_weeks * WEEK if work.before == _first_day(first) else 0 * WEEK
    return Allocation(work.ward, work.channel, work.audience, work.week - later, promised.hours, work.before)


def _first_day(plan: KeptPlan) -> str:
    days = plan.figures["days"]
    return min(days, key=lambda name: days[name], default=next(iter(ROUND_OF)))


def left_of(plan: KeptPlan, done_hours: float) -> Ask:
    """Return what is left to ask for: the hours that were not worked, in the weeks that are not over."""
    ask = from_json(plan.asked)
    over = (monday(timezone.localdate()) - plan.begins) // WEEK
    weeks = max(ask.weeks - max(over, 0), 1) if plan.moved_weeks else ask.weeks
    return replace(ask, hours=max(ask.hours - done_hours, 0.0), weeks=weeks, volunteers=())


def done_of(plan: KeptPlan, done: Sequence[Worked]) -> list[Allocation]:
    """Return the work done as a plan's own, before its first polling day and with the kind of elector that it is for.

    Whom the log says was spoken to may be of any kind; all hours are taken to have gone to supporters, which a redone
    plan names among what it assumes.
    """
    wards = {area.code for area in atlas().areas("ward22")}
    hours: dict[tuple[str, str, object], float] = defaultdict(float)
    for one in done:
        if one.ward in wards and one.channel in CHANNELS:
            hours[one.ward, one.channel, one.week - plan.moved_weeks * WEEK] += one.hours
    first = _first_day(plan)
    return [
        Allocation(ward, channel, SUPPORTERS, week, spent, first)  # type: ignore[arg-type]  # a day
        for (ward, channel, week), spent in sorted(hours.items(), key=str)
    ]
