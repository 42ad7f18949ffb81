"""A plan redone from where things stand: what is left of its hours and weeks, with what was done counted.

All of it is held against the first plan of the line: a plan that was redone knows nothing of the weeks before it.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils import timezone

from groundgame.campaign.strategy.away.promised import hours_given
from groundgame.campaign.strategy.models import KeptPlan
from groundgame.campaign.strategy.parties import our_party
from groundgame.campaign.strategy.plans.asked import WEEK, from_json, monday
from groundgame.campaign.strategy.plans.leaflets import leaflets_of, line_of
from groundgame.campaign.strategy.plans.progress import progress_of
from groundgame.campaign.strategy.plans.promised import Promised, done_lately, hours_of, promised_of, spent_by_branch
from groundgame.campaign.strategy.plans.spoken import since_last_day, spoken_since
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
    """Where things stand when a plan is made: what to ask for, the work done for it, and the hours of that.

    What is `promised`, of any plan, counts as given; `spent` has the hours that each branch has given by week and kind
    of time, and `spoken` the homes of each ward where somebody was spoken to.
    """

    ask: Ask
    done: list[Allocation]
    promised: list[Promised]
    hours: float
    spent: Mapping[tuple[str, dt.date, str], float]
    spoken: Mapping[str, int]


def stand_anew(ask: Ask) -> Stand:
    """Return where things stand for a plan that is made anew: what other plans were promised is given already.

    Of the plan in force its leaflets count as a redone plan's own do.
    """
    done = done_lately()
    in_force = KeptPlan.objects.filter(party=our_party().id, in_force=True).first()
    promised = promised_of(done) + (leaflets_of(line_of(in_force)) if in_force else [])
    return Stand(ask, [], promised, 0.0, spent_by_branch(done, promised), {})


def stand_of(plan: KeptPlan) -> Stand:
    """Return where a plan stands, with all that was worked since the first plan of its line, or is promised, once."""
    family = family_of(plan)
    first = family[0]
    done = progress_of(first, [ward.code for ward in atlas().areas("ward22")]).done
    hours = sum(one.hours for one in done)
    promised = promised_of(done_lately(first.begins)) + leaflets_of(line_of(plan))
    out, out_promised = hours_given(family)
    hours += out
    ask = left_of(first, hours + hours_of(promised, family) + out_promised)
    spent, spoken = spent_by_branch(done, promised), spoken_since(since_last_day(first))
    return Stand(ask, done_of(first, done), promised, hours, spent, spoken)


def _first_day(plan: KeptPlan) -> str:
    days = plan.figures["days"]
    return min(days, key=lambda name: days[name], default=next(iter(ROUND_OF)))


def left_of(plan: KeptPlan, done_hours: float) -> Ask:
    """Return what is left to ask for: the hours that were not worked, in the weeks that are not over.

    A leaflet for every ward is none of it: those of the first plan are given (`leaflets_of`).
    """
    ask = from_json(plan.asked)
    over = (monday(timezone.localdate()) - plan.begins) // WEEK
    weeks = max(ask.weeks - max(over, 0), 1) if plan.moved_weeks else ask.weeks
    return replace(ask, hours=max(ask.hours - done_hours, 0.0), weeks=weeks, leaflet=False, volunteers=())


def done_of(plan: KeptPlan, done: Sequence[Worked]) -> list[Allocation]:
    """Return the work done as a plan's own, before its first polling day and with the kind of elector that it is for.

    Of hours of which paper does not tell at what time of a weekday they were, an evening's pace is taken.

    Whom the log says was spoken to may be of any kind; all hours are taken to have gone to supporters, which a redone
    plan names among what it assumes.
    """
    wards = {area.code for area in atlas().areas("ward22")}
    hours: dict[tuple[str, str, object, str], float] = defaultdict(float)
    for one in done:
        if one.ward in wards and one.channel in CHANNELS:
            hours[one.ward, one.channel, one.week - plan.moved_weeks * WEEK, one.time] += one.hours
    first = _first_day(plan)
    return [
        Allocation(ward, channel, SUPPORTERS, week, spent, first, time=time or None)  # type: ignore[arg-type]  # a day
        for (ward, channel, week, time), spent in sorted(hours.items(), key=str)
    ]
