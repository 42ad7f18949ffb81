"""Days out in words: how many there are, or why there is none, and why a seat has its days."""

import numpy as np

from groundgame.electoral.allocation.across.effects import Effects
from groundgame.electoral.allocation.away.answer import AwayPlan
from groundgame.electoral.allocation.away.chances import votes_there
from groundgame.electoral.allocation.away.days import Ground
from groundgame.electoral.allocation.away.seats import LEAST_LEFT
from groundgame.electoral.allocation.away.split import Going

LEAST_WORTH = 0.1
"""Of fewer hours nothing is said: the split comes near to them in steps."""


def days_told(plan: AwayPlan) -> str:
    """Return how many days out there are, in a sentence, or why there is none."""
    days, seats = sum(one.days for one in plan.days), len({one.seat.code for one in plan.days})
    if not days:
        return _why_none(plan)
    doors = sum(one.doors for one in plan.days)
    branches = len({one.branch for one in plan.days if one.branch})
    whose = f" of {branches} branch{'es' if branches > 1 else ''}" if branches else ""
    return (
        f"Days out: {days:,} of one volunteer each{whose}, in {seats} seat{'s' if seats > 1 else ''} outside London: "
        f"{plan.hours:,.0f} hours with the way, {doors:,.0f} of them at the door."
    )


def _why_none(plan: AwayPlan) -> str:
    """Say why nobody goes: there is no day to give, it is too far, a day is too much, or London is worth more."""
    going, day = plan.going, f"{plan.day_hours:g}"
    if going.setting is not None and not going.setting.able.any():
        return _why_nobody(going, day)
    if going.free < plan.day_hours:
        floors = " beside those that every branch gets" if plan.london.ask.branch_hours else ""
        return f"No whole day out: a day takes {day} hours, and there are {going.free:,.4g}{floors}."
    if going.worth >= LEAST_WORTH:
        return (
            f"No whole day out: {going.worth:,.1f} hours would add more outside London than in it, and a day takes "
            f"{day}."
        )
    return "No day out: in none of the seats outside London that were considered would hours add more than in London."


def _why_nobody(going: Going, day: str) -> str:
    """Say why no branch can go anywhere."""
    if not going.free:
        return (
            f"No day out: a day takes {day} hours of one volunteer in a week before the general election, at the "
            "weekend or on weekdays by day, and no branch has so many."
        )
    return (
        f"No day out: no branch that has {day} hours for one is so near to any of these seats that {LEAST_LEFT:.0%} of "
        "the day would be left."
    )


def why(plan: AwayPlan, ground: Ground, effects: Effects) -> str:
    """Return why a seat has its days, or none, with its figures, in two sentences."""
    stake, mine = ground.stake, [one for one in plan.days if one.seat == ground.seat]
    chance = next(one for one in plan.london.chances if one.id == stake.id)
    lacking = float(np.median(stake.lacking[0, : len(plan.london.field.strength)]))
    where = f"{lacking:,.0f} votes behind" if lacking > 0 else f"{-lacking:,.0f} votes ahead"
    stands = f"{where} on the middle draw, a chance of {_percent(chance.before)}."
    if not mine:
        return f"{stands} An hour of a day there adds less than one in London."
    days, doors = sum(one.days for one in mine), plan.going.doors(ground.seat)
    votes = votes_there(plan.london.field, plan.london.ask, ground, plan.days, effects)
    return (
        f"{stands} {days:,} day{'s' if days > 1 else ''} of a volunteer, {doors:,.0f} hours at the door, bring about "
        f"{votes:,.0f} votes by polling day."
    )


def _percent(chance: float) -> str:
    """Return a chance as people say it: never 0% or 100%, which no forecast can know."""
    return "<1%" if chance < 0.01 else ">99%" if chance > 0.99 else f"{chance:.0%}"
