"""A kept plan in words: what was asked, by whom, and what it changes."""

import datetime as dt
from dataclasses import dataclass

from groundgame.campaign.strategy.models import KeptPlan
from groundgame.campaign.strategy.plans.asked import WEEK, from_json, monday
from groundgame.campaign.strategy.winning.asked import NAMES, floors_told, hours_told
from groundgame.electoral.allocation.across.asking import Ask


@dataclass(frozen=True, slots=True)
class Change:
    """A contest's chance (0-1) before and after, and between what the latter lies nine times of ten."""

    name: str
    before: float
    after: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ToldPlan:
    """A plan as pages tell it: what was asked, what it comes to, how firm it is, and in which weeks it lies."""

    plan: KeptPlan
    asked: str
    comes_to: str
    firm: tuple[str, ...]
    changed: tuple[Change, ...]
    assumptions: tuple[tuple[str, str], ...]
    rehearsal: str
    branches: int


def told_plan(plan: KeptPlan) -> ToldPlan:
    """Return a kept plan in words."""
    ask, figures = from_json(plan.asked), plan.figures
    branches = len({one.branch for one in ask.volunteers})
    nobody = "wherever they are worth most, as no branch had said which hours it has in these weeks"
    whose = f"of {branches} branch{'es' if branches > 1 else ''} that said what they have" if branches else nobody
    return ToldPlan(
        plan=plan,
        asked=asked_told(ask, whose),
        comes_to=figures["told"],
        firm=tuple(figures.get("firm", ())),
        changed=tuple(Change(*row) for row in figures["changed"]),
        assumptions=tuple((sentence, source) for sentence, source in figures["assumptions"]),
        rehearsal=_rehearsal(plan),
        branches=branches,
    )


def asked_told(ask: Ask, whose: str = "") -> str:
    """Return in a sentence what was asked: the hours, `whose` they are, what counts, and the floors.

    >>> asked_told(Ask({"mayor": 10.0, "assembly": 3.0}, 500.0))
    '500 hours over 8 weeks; the mayoralty counts 10, a seat in the Assembly counts 3.'
    """
    hours = f"{hours_told(ask)}, {whose}" if whose else hours_told(ask)
    named = ((NAMES[name], weight) for name, weight in ask.weights.items() if weight)
    counts = ", ".join(f"{name[:1].lower()}{name[1:]} counts {weight:g}" for name, weight in named)
    return "; ".join(one for one in (hours, counts, floors_told(ask)) if one) + "."


def _rehearsal(plan: KeptPlan) -> str:
    """Say where a plan lies whose own weeks were over when it was made."""
    if not plan.moved_weeks:
        return ""
    day = dt.date.fromisoformat(min(plan.figures["days"].values()))
    last = monday(day) + plan.moved_weeks * WEEK
    return (
        f"A rehearsal: the polling day of this plan, {day:%-d %B %Y}, is over, and its result is not in the record. "
        f"Its weeks are put {plan.moved_weeks} later, from {plan.begins:%-d %B %Y} to that of {last:%-d %B %Y}; its "
        "chances are told as of before that day. Add the results to plan for the next."
    )
