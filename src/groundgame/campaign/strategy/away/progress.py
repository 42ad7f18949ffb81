"""Days out against what came of them: planned and accepted of a plan, and done since it began."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from groundgame.campaign.strategy.away.choosing import time_of
from groundgame.campaign.strategy.away.promised import accepted
from groundgame.campaign.strategy.models import KeptPlan
from groundgame.electoral.places import atlas


@dataclass(frozen=True, slots=True)
class DaysRow:
    """Hours of a branch's days out in a week, in no ward of ours; `branch` is empty where any may accept them."""

    week: dt.date
    branch: str
    time: str
    planned: float = 0.0
    taken: float = 0.0
    done: float = 0.0
    ward: str = ""


def days_out_of(plan: KeptPlan, wards: frozenset[str], *, sees_done: bool) -> Iterator[DaysRow]:
    """Yield the days out of the branches that lie in some wards: a plan's own, and those done since it began.

    Of days of which it is said what came of them no more is accepted than that, if the reader `sees_done`.
    """
    for one in plan.days_out.all():
        if _is_within(one.sent_by or one.branch, wards):
            taken = min(one.promised_hours, one.spent_hours) if sees_done else one.promised_hours
            yield DaysRow(one.week, one.sent_by or one.branch, time_of(one), one.hours, taken)
    if not sees_done:
        return
    for one in accepted().filter(done_hours__isnull=False, day__gte=plan.begins):
        if _is_within(one.sent_by, wards):
            yield DaysRow(one.week, one.sent_by, time_of(one), done=one.done_hours or 0.0)


def _is_within(branch: str, wards: frozenset[str]) -> bool:
    """Tell whether all of a branch's wards are among some; days that are nobody's are all branches'."""
    places = [branch] if branch else [area.code for area in atlas().areas("city")]
    return all(atlas().wards_within(place) <= wards for place in places)
