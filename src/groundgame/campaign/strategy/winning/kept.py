"""Every choice of a plan: in how many cases it stays the same, and what it would take to change it."""

from dataclasses import dataclass

from groundgame.campaign.strategy.coming.sentences import written
from groundgame.electoral.allocation.across.answer import Plan
from groundgame.electoral.allocation.across.firmness import tried, turns_at
from groundgame.electoral.allocation.across.robust import STEADY, Choice
from groundgame.electoral.allocation.across.shares import ANY, NONE
from groundgame.electoral.places import atlas


@dataclass(frozen=True, slots=True)
class Kept:
    """A ward and its hours, in how many `cases` it keeps at least half of them, and while what is so.

    `part` (0-1, or None) is the least that an hour there may do of what we take it to do; `shares` says in words at
    which shares of London that were tried the ward keeps its hours.
    """

    code: str
    name: str
    hours: float
    cases: str
    steady: bool
    part: float | None
    shares: str


def kept_in_cases(plan: Plan) -> tuple[Kept, ...]:
    """Return every ward with hours, beside a leaflet for every ward, the most first; none where it was not tried."""
    found = plan.steadiness
    if found is None:
        return ()
    return tuple(
        Kept(
            one.ward,
            ward_named(plan, one.ward, one.before),
            one.planned,
            f"{round(choice.kept * found.cases)} of {found.cases}",
            choice.kept >= STEADY,
            turns_at(one),
            _shares(choice),
        )
        for one, choice in tried(plan.reasons, found)
    )


def _shares(choice: Choice) -> str:
    return f"at {choice.shares}" if choice.shares in {ANY, NONE} else choice.shares


def is_one_day(plan: Plan) -> bool:
    """Tell whether all that counts is voted on on one day."""
    return len(plan.ask.rounds) == 1


def ward_named(plan: Plan, code: str, before: str) -> str:
    """Return a ward with its borough, and before which polling day where there are several."""
    area = atlas().area(code, plan.field.wards.boundary_set)
    name = f"{area.name}, {atlas().area(area.borough or '', 'borough').name}"
    if is_one_day(plan):
        return name
    return f"{name}, before {next(written(each.day) for each in plan.field.rounds if each.name == before)}"
