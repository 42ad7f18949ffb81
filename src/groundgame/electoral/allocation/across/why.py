"""Why here? For any ward one sentence with its figures, and what it would take to change the choice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from groundgame.electoral.allocation.across.grounds import Ground
from groundgame.electoral.allocation.across.planner import Planner
from groundgame.electoral.allocation.across.rounds import Field
from groundgame.electoral.allocation.across.sessions import Allocation
from groundgame.electoral.allocation.effort import Floats
from groundgame.electoral.places import atlas

NEAR = 0.03
"""A seat is near on a draw where what is lacking, or to spare, is less than this part of the ward's vote."""
LAST = 0.05
"""The last hour of a plan is taken where a twentieth of its wards have less from theirs: sessions are whole."""


@dataclass(frozen=True)
class Why:
    """A ward before one polling day: its hours, what they bring, and how firm the choice is.

    `gained` is weighted as asked. `times` is what its first hour adds beside the last hour of the plan: where it is
    above 1 the ward belongs in the plan until its hours do only 1 / `times` of what they are taken to do; where it is
    below, they would have to do 1 / `times` as much for it to come in.
    """

    ward: str
    before: str
    hours: float
    votes: float
    gained: float
    times: float
    sentence: str


def reasons(
    planner: Planner,
    hours: Floats,
    votes: Floats,
    allocations: Sequence[Allocation],
    weights: Mapping[str, float],
    rounds: Sequence[str],
) -> tuple[Why, ...]:
    """Return every ward's reasons before every polling day that counts, those with the most hours first."""
    chosen = [at for at, ground in enumerate(planner.grounds) if ground.round.name in rounds]
    lines = {at: planner.grounds[at].gains(hours[at], weights) for at in chosen}
    price = _last_hour(planner, hours, lines)
    found = [
        why
        for at in chosen
        for why in _round(
            planner.field, planner.grounds[at], votes[at], lines[at], _given(allocations, planner, at), price
        )
    ]
    return tuple(sorted(found, key=lambda one: (-one.hours, -one.times, one.ward)))


def _given(allocations: Sequence[Allocation], planner: Planner, at: int) -> dict[str, float]:
    given = dict.fromkeys(planner.field.wards.codes, 0.0)
    for one in allocations:
        if one.before == planner.grounds[at].round.name:
            given[one.ward] += one.hours
    return given


def _last_hour(planner: Planner, hours: Floats, lines: Mapping[int, Floats]) -> float:
    """Return what an hour adds where the plan's last ones go; 0 where it has none."""
    found = [
        float(np.interp(spent, x, y) - np.interp(spent - 1, x, y))
        for at, gains in lines.items()
        for spent, x, y in zip(hours[at], planner.grounds[at].work.hours, gains, strict=True)
        if spent > 1
    ]
    return float(np.quantile(found, LAST)) if found else 0.0


def _round(
    field: Field, ground: Ground, votes: Floats, lines: Floats, given: Mapping[str, float], price: float
) -> list[Why]:
    found = []
    for at, code in enumerate(field.wards.codes):
        x, y = ground.work.hours[at], lines[at]
        gained, first = float(np.interp(given[code], x, y)), float(np.interp(1.0, x, y))
        times = first / price if price > 0 else 0.0
        sentence = _sentence(field, ground, at, given[code], float(votes[at]), times)
        found.append(Why(code, ground.round.name, given[code], float(votes[at]), gained, times, sentence))
    return found


def _sentence(field: Field, ground: Ground, at: int, hours: float, votes: float, times: float) -> str:
    name = atlas().area(field.wards.codes[at], field.wards.boundary_set).name
    where = f"{name}: {_near(field, ground, at)}"
    if hours:
        firm = f"; they stay as long as an hour here does {1 / times:.0%} of what we take it to do" if times > 1 else ""
        return f"{where} {hours:,.0f} hours bring about {votes:.1f} votes{firm}."
    if times <= 0:
        return f"{where} No hour here is known to add anything."
    if times > 1:
        return f"{where} No hours: those it would have make no whole evening; it is among the next to have one."
    return f"{where} No hours: one here would have to do {1 / times:.1f} times what we take it to do."


def _near(field: Field, ground: Ground, at: int) -> str:
    """Say on how many draws of the forecast something is near that this ward votes in."""
    number = len(field.strength)
    if ground.round.needs:
        need = ground.round.needs[at]
        near = (np.abs(need.lacking[:, :number]) < NEAR * need.ballots).any(axis=0).mean() if len(need.lacking) else 0.0
        return f"a seat is within {NEAR * need.ballots:,.0f} votes on {near:.0%} of draws."
    mine = [stake for stake in ground.round.stakes if stake.wards[at] > 0]
    if not mine:
        return "nothing is voted on here that counts."
    best = max(mine, key=lambda stake: stake.slope(0.0) * stake.wards[at])
    near = (np.abs(best.lacking[:, :number]) < NEAR * best.votes).any(axis=0).mean()
    return f"{best.name} is within {NEAR * best.votes:,.0f} votes on {near:.0%} of draws."
