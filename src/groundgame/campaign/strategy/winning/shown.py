"""A plan as the page shows it: what it changes, where the hours go and why, and when."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from groundgame.campaign.strategy.coming.sentences import written
from groundgame.campaign.strategy.winning.calendars import Calendar, calendars
from groundgame.campaign.strategy.winning.paths import Path, paths
from groundgame.electoral.allocation.across.answer import Plan
from groundgame.electoral.allocation.across.outcome import Chance
from groundgame.electoral.allocation.across.sessions import hours_by
from groundgame.electoral.allocation.across.totals import Total
from groundgame.electoral.contests import Party
from groundgame.electoral.forecasting import Assumption
from groundgame.electoral.places import atlas

MOST_CONTESTS, MOST_WARDS = 12, 25


@dataclass(frozen=True, slots=True)
class WardRow:
    """A ward's hours by channel, and why it has them."""

    name: str
    borough: str
    address: str
    hours: float
    by_channel: tuple[float, ...]
    why: str


@dataclass(frozen=True, slots=True)
class WeekRow:
    """A week's hours by channel; `part` (0-100) is its length beside the longest week."""

    week: dt.date
    hours: float
    by_channel: tuple[float, ...]
    part: float


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the page shows of a plan; `hours` are each ward's, all channels and polling days together."""

    told: str
    totals: tuple[Total, ...]
    paths: tuple[Path, ...]
    wards: tuple[WardRow, ...]
    weeks: tuple[WeekRow, ...]
    calendars: tuple[Calendar, ...]
    hours: Mapping[str, float]
    assumptions: tuple[Assumption, ...]


def shown(plan: Plan, ours: Party) -> Shown:
    """Return what the page shows of a plan."""
    hours = {code: sum(spent.values()) for code, spent in hours_by_ward(plan).items()}
    return Shown(
        told(plan, ours),
        plan.totals,
        tuple(paths(plan, changed(plan))),
        tuple(ward_rows(plan)),
        tuple(week_rows(plan)),
        calendars(plan),
        hours,
        plan.assumptions,
    )


def told(plan: Plan, ours: Party) -> str:
    """Return what the plan comes to, in two sentences."""
    if not plan.allocations:
        why = plan.why_none if plan.ask.hours else "no hours are planned"
        return f"{why[0].upper()}{why[1:]}, so nothing changes: the chances of {ours.name} stand as they are."
    wards = len({one.ward for one in plan.allocations})
    days = sorted({ground.round.day for ground in plan.planner.grounds if ground.round.name in _rounds(plan)})
    before = " and ".join(written(day) for day in days)
    return f"{plan.hours:,.0f} hours in {wards} wards before {before}. {_added(plan)}"


def _rounds(plan: Plan) -> set[str]:
    return {one.before for one in plan.allocations}


def _added(plan: Plan) -> str:
    seats = sum(one.seats[1] - one.seats[0] for one in plan.chances if one.seats and one.kind == "boroughs")
    if seats:
        return f"They add about {seats:.1f} seats on councils, of {_all_seats(plan):,}: hours decide where it is close."
    best = max(plan.chances, key=lambda one: one.after - one.before, default=None)
    if best is None:
        return "Nothing that counts is voted on there."
    return f"They add most to {best.name}: {100 * (best.after - best.before):.1f} points to its chance."


def _all_seats(plan: Plan) -> int:
    return sum(need.seats for ground in plan.planner.grounds for need in ground.round.needs)


def changed(plan: Plan) -> list[Chance]:
    """Return the contests larger than a ward that the plan changes most, the most first."""
    found = [one for one in plan.chances if one.kind != "boroughs" and _adds(one) > 0]
    return sorted(found, key=lambda one: (-_adds(one), one.id))[:MOST_CONTESTS]


def _adds(one: Chance) -> float:
    return one.after - one.before + (one.seats[1] - one.seats[0] if one.seats else 0.0) / 1000


def ward_rows(plan: Plan) -> list[WardRow]:
    """Return the wards with most hours."""
    hours = hours_by_ward(plan)
    why = {one.ward: one.sentence for one in reversed(plan.reasons) if one.hours}
    ranked = sorted(hours.items(), key=lambda item: (-sum(item[1].values()), item[0]))
    return [_ward(plan, code, spent, why.get(code, "")) for code, spent in ranked[:MOST_WARDS]]


def hours_by_ward(plan: Plan) -> dict[str, dict[str, float]]:
    """Return each ward's hours by channel, before all polling days together."""
    return hours_by(plan.allocations, lambda one: one.ward)


def _ward(plan: Plan, code: str, spent: dict[str, float], why: str) -> WardRow:
    area = atlas().area(code, plan.field.wards.boundary_set)
    borough = atlas().area(area.borough or "", "borough").name
    address = reverse("strategy:place", args=[code])
    return WardRow(area.name, borough, address, sum(spent.values()), tuple(spent.values()), why.partition(": ")[2])


def week_rows(plan: Plan) -> list[WeekRow]:
    """Return the plan's weeks in order."""
    hours = hours_by(plan.allocations, lambda one: one.week)
    most = max((sum(spent.values()) for spent in hours.values()), default=1.0)
    return [
        WeekRow(week, sum(spent.values()), tuple(spent.values()), 100 * sum(spent.values()) / most)
        for week, spent in sorted(hours.items())
    ]
