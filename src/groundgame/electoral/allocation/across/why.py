"""Why here? For any ward one sentence with its figures, and what it would take to change the choice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from groundgame.electoral.allocation.across.because import reason_told
from groundgame.electoral.allocation.across.grounds import Ground
from groundgame.electoral.allocation.across.planner import Planner
from groundgame.electoral.allocation.across.rounds import Field
from groundgame.electoral.allocation.across.sessions import Allocation
from groundgame.electoral.allocation.effort import Floats

LAST = 0.05
"""The last hour of a plan is taken where a twentieth of its wards have less from theirs: sessions are whole."""


@dataclass(frozen=True)
class Why:
    """A ward before one polling day: its hours, what they bring, and how firm the choice is.

    `planned` are those of its hours that were chosen: all but the leaflet that every ward gets where that is asked for.
    `gained` is what those add, weighted as asked. `times` is what its first hour adds beside the last hour of the plan:
    where it is above 1 the ward belongs in the plan until its hours do only 1 / `times` of what they are taken to do;
    where it is below, they would have to do 1 / `times` as much for it to come in.
    """

    ward: str
    before: str
    hours: float
    planned: float
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
    floor: Sequence[Allocation] = (),
) -> tuple[Why, ...]:
    """Return every ward's reasons before every polling day that counts, those with the most hours first.

    `floor` are those of the allocations that every ward gets, chosen or not.
    """
    chosen = [at for at, ground in enumerate(planner.grounds) if ground.round.name in rounds]
    lines = {at: planner.grounds[at].gains(hours[at], weights) for at in chosen}
    price = _last_hour(planner, hours, lines)
    found = [
        why
        for at in chosen
        for why in _round(
            planner.field, planner.grounds[at], votes[at], lines[at], _given(allocations, floor, planner, at), price
        )
    ]
    return tuple(sorted(found, key=lambda one: (-one.hours, -one.times, one.ward)))


def _given(
    allocations: Sequence[Allocation], floor: Sequence[Allocation], planner: Planner, at: int
) -> dict[str, tuple[float, float]]:
    """Return each ward's hours, and those of them that are no floor's."""
    hours, planned = (dict.fromkeys(planner.field.wards.codes, 0.0) for _ in range(2))
    everywhere = set(floor)
    for one in allocations:
        if one.before == planner.grounds[at].round.name:
            hours[one.ward] += one.hours
            planned[one.ward] += 0.0 if one in everywhere else one.hours
    return {code: (hours[code], planned[code]) for code in hours}


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
    field: Field, ground: Ground, votes: Floats, lines: Floats, given: Mapping[str, tuple[float, float]], price: float
) -> list[Why]:
    found = []
    for at, code in enumerate(field.wards.codes):
        x, y = ground.work.hours[at], lines[at]
        hours, planned = given[code]
        gained, first = float(np.interp(planned, x, y)), float(np.interp(1.0, x, y))
        times = first / price if price > 0 else 0.0
        sentence = reason_told(field, ground, at, given[code], float(votes[at]), times)
        found.append(Why(code, ground.round.name, hours, planned, float(votes[at]), gained, times, sentence))
    return found
