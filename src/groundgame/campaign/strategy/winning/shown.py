"""A plan as the page shows it: what it changes, where the hours go and why, and when."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from groundgame.campaign.strategy.timetables import Timetable, timetable_of_plan
from groundgame.campaign.strategy.winning.calendars import Calendar, calendars
from groundgame.campaign.strategy.winning.paths import Path, paths
from groundgame.campaign.strategy.winning.told import changed, told
from groundgame.campaign.strategy.winning.wards import WardRow, hours_by_ward, leaflets_cost, ward_rows, whys
from groundgame.electoral.allocation.across.answer import Plan
from groundgame.electoral.allocation.across.sessions import hours_by
from groundgame.electoral.allocation.across.totals import Total
from groundgame.electoral.contests import Party
from groundgame.electoral.forecasting import Assumption
from groundgame.electoral.forecasting.london.seats import Wards


@dataclass(frozen=True, slots=True)
class WeekRow:
    """A week's hours by channel; `part` (0-100) is its length beside the longest week."""

    week: dt.date
    hours: float
    by_channel: tuple[float, ...]
    part: float


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the page shows of a plan; `hours` are each ward's, all channels and polling days together.

    `why` are sentences for every ward there is, by its code, one for each polling day that counts, without its name;
    `leaflets_cost` is in pounds; `for_want` has what is assumed for want of polls or results.
    """

    told: str
    totals: tuple[Total, ...]
    paths: tuple[Path, ...]
    wards: tuple[WardRow, ...]
    weeks: tuple[WeekRow, ...]
    times: Timetable
    calendars: tuple[Calendar, ...]
    hours: Mapping[str, float]
    assumptions: tuple[Assumption, ...]
    for_want: tuple[str, ...]
    why: Mapping[str, tuple[str, ...]]
    places: Wards
    leaflets_cost: float


def shown(plan: Plan, ours: Party) -> Shown:
    """Return what the page shows of a plan."""
    why = whys(plan)
    hours = {code: sum(spent.values()) for code, spent in hours_by_ward(plan).items()}
    return Shown(
        told(plan, ours),
        plan.totals,
        tuple(paths(plan, changed(plan))),
        tuple(ward_rows(plan, why)),
        tuple(week_rows(plan)),
        timetable_of_plan(plan),
        calendars(plan),
        hours,
        plan.assumptions,
        tuple(one.sentence for one in plan.field.for_want),
        why,
        plan.field.wards,
        leaflets_cost(plan),
    )


def week_rows(plan: Plan) -> list[WeekRow]:
    """Return the plan's weeks in order."""
    hours = hours_by(plan.allocations, lambda one: one.week)
    most = max((sum(spent.values()) for spent in hours.values()), default=1.0)
    return [
        WeekRow(week, sum(spent.values()), tuple(spent.values()), 100 * sum(spent.values()) / most)
        for week, spent in sorted(hours.items())
    ]
