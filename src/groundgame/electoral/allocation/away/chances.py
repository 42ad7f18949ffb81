"""What days out in a seat change: the votes that they bring, and the chance of the seat."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.effects import Effects, scaled
from groundgame.electoral.allocation.across.outcome import Chance
from groundgame.electoral.allocation.across.rounds import Field
from groundgame.electoral.allocation.across.weeks import kept
from groundgame.electoral.allocation.away.days import Ground
from groundgame.electoral.allocation.away.going import AwayDays, polling_day

AT_THE_EDGE = 1.645
"""Nine in ten of a normal error are within so many of its standard deviations."""


def chance_of(field: Field, ask: Ask, ground: Ground, days: Sequence[AwayDays], effects: Effects) -> Chance:
    """Return the chance of a seat before its days out and after."""
    told = replace(ground.stake, lacking=ground.stake.lacking[:, : len(field.strength)])
    votes = partial(votes_there, field, ask, ground, days)
    low, high = (told.chance(votes(scaled(effects, {"door": each}))) for each in (-AT_THE_EDGE, AT_THE_EDGE))
    after, stake = told.chance(votes(effects)), ground.stake
    return Chance(stake.id, stake.name, "away", told.chance(), after, low, high, told.lacking.shape[1])


def votes_there(field: Field, ask: Ask, ground: Ground, days: Sequence[AwayDays], effects: Effects) -> float:
    """Return the votes that the days in a seat bring there by polling day."""
    mine, day = [one for one in days if one.seat.code == ground.seat.code], polling_day(field)
    doors = sum(one.doors for one in mine)
    if not doors:
        return 0.0
    last = sum(one.doors * kept(day, one.week, ask.half_life_weeks) for one in mine) / doors
    return last * ground.votes(effects, doors)


def after_days(field: Field, ask: Ask, ground: Ground, given: Sequence[AwayDays], effects: Effects) -> Ground:
    """Return a seat as some days leave it: what they bring is won, and those whom they speak to are spoken to."""
    votes = votes_there(field, ask, ground, given, effects)
    if not votes:
        return ground
    doors = sum(one.doors for one in given if one.seat.code == ground.seat.code)
    return replace(ground, stake=replace(ground.stake, lacking=ground.stake.lacking - votes), given=doors)
