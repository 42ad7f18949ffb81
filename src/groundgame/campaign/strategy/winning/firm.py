"""How good a plan is, and how firm: the gap to the bound, what stays in other cases, and what would change it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from groundgame.campaign.strategy.winning.kept import Kept, is_one_day, kept_in_cases, ward_named
from groundgame.electoral.allocation.across.answer import Plan
from groundgame.electoral.allocation.across.firmness import chosen, first_to_come_in, steady, turns_at
from groundgame.electoral.allocation.across.robust import Steadiness
from groundgame.electoral.allocation.across.why import Why

CASES = 10
"""Half of them with other polls, half with other effects: about as many seconds on the page's draws."""
MOST = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """A ward, its hours, and the `part` of what an hour is taken to do there at which it is chosen otherwise.

    The leaflet that every ward gets where that is asked for is none of its hours: nobody chose it.
    With hours it keeps them until an hour does less; without any it comes in once an hour does so much.
    """

    code: str
    name: str
    hours: float
    part: float


@dataclass(frozen=True, slots=True)
class Firm:
    """A plan's gap and steadiness in sentences, its choices, and those firmest, loosest and nearest to coming in."""

    gap: str
    steady: str
    kept: tuple[Kept, ...]
    firmest: tuple[Choice, ...]
    loosest: tuple[Choice, ...]
    nearest: tuple[Choice, ...]


def firm(plan: Plan) -> Firm:
    """Return how good and how firm a plan is that was made with its bound and in cases."""
    return Firm(
        gap_told(plan),
        steadiness_told(plan),
        kept_in_cases(plan),
        firmest=_choices(plan, sorted(steady(plan.reasons, plan.steadiness), key=lambda one: -one.times)),
        loosest=_choices(plan, sorted(chosen(plan.reasons), key=lambda one: one.times)),
        nearest=_choices(plan, first_to_come_in(plan.reasons)),
    )


def gap_told(plan: Plan) -> str:
    """Return in a sentence how much better the best plan may at most be; empty for a plan without hours."""
    if not plan.allocations:
        return ""
    told = (
        f"Worked evenly over the weeks, no plan of these hours could gain {_percent(plan.bound_gap)} more than this one"
    )
    if plan.ask.weights.get("councils"):
        told += ", if a seat is worth for its council what it is worth as this plan stands"
    costs = [word for word, asked in _limits(plan) if asked]
    among = f"{', '.join(costs[:-1])} and {costs[-1]}" if len(costs) > 1 else costs[0]
    return f"{told}. What {among} cost is part of that; the latest weeks, for what is worth most, add to it."


def _limits(plan: Plan) -> list[tuple[str, bool]]:
    """Return what the bound knows nothing of, and whether the plan has it."""
    return [
        ("floors", bool(plan.ask.branch_hours)),
        ("the spending limit", plan.ask.limit_pence is not None),
        ("travel", bool(plan.ask.volunteers)),
        ("hours that no branch said it has", _is_short_of_hours(plan)),
        ("whole evenings", True),
    ]


def _is_short_of_hours(plan: Plan) -> bool:
    """Tell whether branches said fewer hours than were asked for, of all of which the bound is."""
    said = sum(one.hours for one in plan.ask.volunteers)
    return bool(plan.ask.volunteers) and said < plan.ask.hours


def _percent(part: float) -> str:
    """Return the least tenth of a per cent that a part (0-1) does not reach.

    >>> _percent(0.0004), _percent(0.0123)
    ('0.1%', '1.3%')
    """
    return f"{(math.floor(1000 * part) + 1) / 10:.1f}%"


def steadiness_told(plan: Plan) -> str:
    """Return in sentences how much of a plan stays when polls and effects are others; empty where it was not tried."""
    found = plan.steadiness
    if found is None or not found.cases:
        return ""
    polls = "the polls out one way or the other"
    if found.share_low is not None and found.share_high is not None:
        polls = f"us at {found.share_low:.0%} to {found.share_high:.0%} of London"
    return (
        f"Tried in {found.cases} cases, half of them with {polls}, half with work that does "
        f"more or less than we take it to do: {found.hours_kept:.0%} of the hours stay in their wards, "
        f"{found.hours_kept_least:.0%} in the worst case. {_number(plan, found)}"
    )


def _number(plan: Plan, found: Steadiness) -> str:
    given, stay = chosen(plan.reasons), len(steady(plan.reasons, found))
    if not stay:
        return "No ward keeps half of its hours in nine cases of ten: read the plan as a direction, not as a list."
    what = "wards" if is_one_day(plan) else "wards, each counted once for a polling day,"
    keep = "keeps" if stay == 1 else "keep"
    return f"{stay:,} of {len(given):,} {what} {keep} at least half of their hours in nine cases of ten."


def _choices(plan: Plan, ranked: Sequence[Why]) -> tuple[Choice, ...]:
    known = [(one, part) for one in ranked if (part := turns_at(one)) is not None]
    return tuple(
        Choice(one.ward, ward_named(plan, one.ward, one.before), one.planned, part) for one, part in known[:MOST]
    )
