"""What a plan comes to, in two sentences, and the contests that it changes most."""

from groundgame.campaign.strategy.coming.sentences import written
from groundgame.electoral.allocation.across.answer import Plan
from groundgame.electoral.allocation.across.outcome import Chance
from groundgame.electoral.contests import Party

MOST_CONTESTS = 12


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
    return f"They add most to {named(best)}: {100 * (best.after - best.before):.1f} points to its chance."


def _all_seats(plan: Plan) -> int:
    return sum(need.seats for ground in plan.planner.grounds for need in ground.round.needs)


def named(one: Chance) -> str:
    """Return what a contest is called by itself: control of Westminster is not a seat in Parliament."""
    return f"{one.name} council" if one.kind == "councils" else one.name


def changed(plan: Plan) -> list[Chance]:
    """Return the contests larger than a ward that the plan changes most, the most first."""
    found = [one for one in plan.chances if one.kind != "boroughs" and _adds(one) > 0]
    return sorted(found, key=lambda one: (-_adds(one), one.id))[:MOST_CONTESTS]


def _adds(one: Chance) -> float:
    return one.after - one.before + (one.seats[1] - one.seats[0] if one.seats else 0.0) / 1000
