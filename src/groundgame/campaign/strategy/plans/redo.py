"""A plan redone from where things stand: what is left of its hours and weeks, with what was done counted."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from django.utils import timezone

from groundgame.campaign.strategy.models import KeptPlan
from groundgame.campaign.strategy.plans.asked import WEEK, from_json, monday
from groundgame.campaign.strategy.plans.worked import Worked
from groundgame.electoral.allocation.across.asking import ROUND_OF, Ask
from groundgame.electoral.allocation.across.effects import AUDIENCES, CHANNELS
from groundgame.electoral.allocation.across.sessions import Allocation
from groundgame.electoral.places import atlas

SUPPORTERS = AUDIENCES[0]


def left_of(plan: KeptPlan, done_hours: float) -> Ask:
    """Return what is left to ask for: the hours that were not worked, in the weeks that are not over."""
    ask = from_json(plan.asked)
    over = (monday(timezone.localdate()) - plan.begins) // WEEK
    weeks = max(ask.weeks - max(over, 0), 1) if plan.moved_weeks else ask.weeks
    return replace(ask, hours=max(ask.hours - done_hours, 0.0), weeks=weeks, volunteers=())


def done_of(plan: KeptPlan, done: Sequence[Worked]) -> list[Allocation]:
    """Return the work done as a plan's own, before its first polling day and with the kind of elector that it is for.

    Whom the log says was spoken to may be of any kind; the plan's hours are taken to have gone to its own.
    """
    wards = {area.code for area in atlas().areas("ward22")}
    hours: dict[tuple[str, str, object], float] = defaultdict(float)
    for one in done:
        if one.ward in wards and one.channel in CHANNELS:
            hours[one.ward, one.channel, one.week - plan.moved_weeks * WEEK] += one.hours
    first = min(plan.figures["days"], key=lambda name: plan.figures["days"][name], default=next(iter(ROUND_OF)))
    return [
        Allocation(ward, channel, SUPPORTERS, week, spent, first)  # type: ignore[arg-type]  # a day
        for (ward, channel, week), spent in sorted(hours.items(), key=str)
    ]
