"""How a plan is printed to read: what it changes, where it goes, when, and who travels."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from rich.table import Table

from groundgame.cli.plan_names import contest_named, ward_named
from groundgame.electoral.allocation.across.answer import Plan
from groundgame.electoral.allocation.across.effects import CHANNELS, TIMES
from groundgame.electoral.allocation.across.outcome import Chance
from groundgame.electoral.allocation.across.sessions import hours_by
from groundgame.electoral.allocation.across.why import Why
from groundgame.electoral.contests import parties
from groundgame.electoral.places import atlas

MOST_CONTESTS, MOST_WARDS, MOST_MOVES, MOST_REASONS = 20, 25, 10, 10
PART_LEFT = 0.1
"""Of less than this nothing is said: sessions are whole."""


def heading(plan: Plan, hours_away: float = 0.0) -> list[str]:
    """Return what the plan is, what it adds in all, and how near it is to the best there could be.

    `hours_away` are those of its days out, which are among the hours asked for and not among the plan's own.
    """
    party = parties()[plan.field.party].name
    over = [*([plan.rehearsal] if plan.rehearsal else []), *(one.sentence for one in plan.field.for_want)]
    if not plan.allocations and not hours_away:
        return [
            f"{party}, as of {plan.field.as_of}: {plan.why_none}, so nothing changes. The chances stand as they are.",
            *over,
        ]
    return [
        f"{party}, as of {plan.field.as_of}: {_where(plan, hours_away)}.{_left_over(plan, hours_away)}",
        _bounded(plan),
        *over,
    ]


def _bounded(plan: Plan) -> str:
    """Say how near the plan is to the best, of whose weeks the bound knows nothing."""
    told = f"no plan of these hours could gain more than {plan.bound_gap:.1%} beyond this one{_as_it_stands(plan)}."
    return f"Worked evenly over the weeks, {told} The latest weeks, for what is worth most, add to it."


def _where(plan: Plan, hours_away: float) -> str:
    """Say how many hours go into how many wards, and how many out of London."""
    if not plan.allocations:
        return f"{hours_away:,.0f} hours outside London, none in London"
    wards = len({one.ward for one in plan.allocations})
    here = f"{plan.hours:,.0f} hours in {wards} ward{'s' if wards != 1 else ''}"
    return f"{here}, {hours_away:,.0f} outside London" if hours_away else here


def _left_over(plan: Plan, hours_away: float) -> str:
    """Say how many hours are given to nothing, where that is more than a tenth of them."""
    left = plan.ask.hours - plan.hours - hours_away
    if left <= PART_LEFT * plan.ask.hours:
        return ""
    why = "the way takes them, or they" if plan.ask.volunteers else "they"
    whole = "whole session or day out" if hours_away else "whole session"
    unused = f" Of {plan.ask.hours:,.0f} hours {left:,.0f} are not given"
    return f"{unused}: {why} make no {whole} that would add anything."


def _as_it_stands(plan: Plan) -> str:
    """Say what the bound does not, where councils count."""
    if not plan.ask.weights.get("councils"):
        return ""
    return ", if a seat is worth for its council what it is worth as this plan stands"


def totals_sheet(plan: Plan) -> Table:
    """Return what is won in all, without the plan and with it."""
    sheet = Table(box=None, title="What is won in all, as expected", title_justify="left")
    for name in ("what counts", "of", "without", "with the plan", "nine in ten"):
        sheet.add_column(name, justify="left" if name == "what counts" else "right")
    for one in plan.totals:
        if one.of == 1:
            sheet.add_row(one.name, "1", _percent(one.before), _percent(one.after), "")
        else:
            spread = f"{one.low:,.0f} to {one.high:,.0f}"
            sheet.add_row(one.name, f"{one.of:,}", f"{one.before:,.2f}", f"{one.after:,.2f}", spread)
    return sheet


def chances_sheet(plan: Plan) -> Table:
    """Return the contests that a plan changes most: wards last, and of them only the first."""
    sheet = Table(box=None, title="What it changes", title_justify="left")
    for name in ("contest", "chance before", "after", "nine in ten", "seats before", "after"):
        sheet.add_column(name, justify="left" if name == "contest" else "right")
    large, named = [one for one in plan.chances if one.kind != "boroughs"], contest_named(plan)
    for one in [*_changed(large), *_changed([one for one in plan.chances if one.kind == "boroughs"])]:
        seats = [f"{each:.2f}" for each in one.seats] if one.seats else ["", ""]
        sheet.add_row(named(one), _percent(one.before), _percent(one.after), _range(one), *seats)
    return sheet


def _changed(found: list[Chance]) -> list[Chance]:
    moved = [one for one in found if one.after - one.before > 0 or (one.seats and one.seats[1] > one.seats[0])]
    return sorted(moved, key=lambda one: (one.before - one.after, one.id))[:MOST_CONTESTS]


def wards_sheet(plan: Plan) -> Table:
    """Return the wards with most hours, and by which channel."""
    sheet = Table(box=None, title="Where the hours go", title_justify="left")
    for name in ("ward", "borough", "before", *CHANNELS, "hours"):
        sheet.add_column(name, justify="left" if name in {"ward", "borough", "before"} else "right")
    hours = hours_by(plan.allocations, lambda one: (one.ward, one.before))
    borough = dict(zip(plan.field.wards.codes, plan.field.wards.boroughs, strict=True))
    ranked = sorted(hours.items(), key=lambda item: (-sum(item[1].values()), item[0]))
    for (ward, before), spent in ranked[:MOST_WARDS]:
        names = atlas().area(ward, plan.field.wards.boundary_set).name, atlas().area(borough[ward], "borough").name
        sheet.add_row(*names, before, *_hours(spent))
    return sheet


def weeks_sheet(plan: Plan) -> Table:
    """Return the hours of each week by channel, and those of its sessions by kind of time."""
    sheet = Table(box=None, title="When", title_justify="left")
    for name in ("week of", "before", *CHANNELS, "hours", *TIMES):
        sheet.add_column(name, justify="left" if name in {"week of", "before"} else "right")
    at: dict[tuple[date, str, str | None], float] = defaultdict(float)
    for one in plan.allocations:
        at[one.week, one.before, one.time] += one.hours
    for (week, before), spent in sorted(hours_by(plan.allocations, lambda one: (one.week, one.before)).items()):
        times = [f"{at[week, before, time]:,.0f}" for time in TIMES]
        sheet.add_row(week.isoformat(), before, *_hours(spent), *times)
    return sheet


def _hours(by_channel: Mapping[str, float]) -> list[str]:
    return [f"{spent:,.0f}" for spent in (*by_channel.values(), sum(by_channel.values()))]


def travel_lines(plan: Plan) -> list[str]:
    """Return a line for each of the most hours that go from one branch to another."""
    named = [
        (atlas().area(here, "borough").name, atlas().area(there, "borough").name, hours)
        for (here, there), hours in plan.travel.items()
    ]
    return [f"{here} to {there}: {hours:,.0f} hours." for here, there, hours in named[:MOST_MOVES]]


def why_lines(plan: Plan, asked_of: Collection[str] = ()) -> list[str]:
    """Return why wards have their hours, or none: of those (codes) asked about, or else of those with most hours."""
    most = [one for one in plan.reasons[:MOST_REASONS] if one.hours]
    asked = [one for one in plan.reasons if one.ward in asked_of]
    lines = [f"{_why(plan, one)} (Before: {one.before}.)" for one in asked] or [_why(plan, one) for one in most]
    return ["Why here?", *lines] if lines else []


def _why(plan: Plan, one: Why) -> str:
    """Return a ward's sentence, which begins with its name, with its borough's too."""
    name = atlas().area(one.ward, plan.field.wards.boundary_set).name
    return f"{ward_named(plan, one.ward)}{one.sentence.removeprefix(name)}"


def _percent(chance: float) -> str:
    """Return a chance as people say it: never 0% or 100%, which no forecast can know."""
    return "<1%" if chance < 0.01 else ">99%" if chance > 0.99 else f"{100 * chance:.1f}%"


def _range(one: Chance) -> str:
    return f"{_percent(one.low)} to {_percent(one.high)}"
