"""Both directions of a model, put together: the one that fits its units better counts for more."""

from dataclasses import dataclass

import numpy as np

from groundgame.electoral.flows.answers import Counts, Floats
from groundgame.electoral.flows.ascent import Summit, around, climb
from groundgame.electoral.flows.beliefs import believed
from groundgame.electoral.flows.cells import cells
from groundgame.electoral.flows.likelihood import split_from
from groundgame.electoral.flows.priors import Prior
from groundgame.electoral.flows.units import Units, units_from

STRENGTH, USUAL_UNITS, MOST_STRENGTH = 3.9, 60, 7.8
"""Votes of belief for each cell of an average column, and the most of it."""
OF_MODE = 0.5
"""The answer is the mean of the most likely table and of the drawn tables' mean; each alone is worse."""
FINE_ROUNDS, DRAWN_ROUNDS = 8, 3
MOST_AT_ONCE = 200_000
"""So many drawn cells are held in memory together."""


@dataclass(frozen=True, eq=False)
class Direction:
    """One direction of the model, fitted.

    `cells` is units x rows x columns and `draws` of its table draws x rows x columns, both in votes; `misfit` is 0-1 of
    the votes.
    """

    cells: Floats
    draws: Floats
    misfit: float
    steps: int


def strength(units: int) -> float:
    """Return the votes of belief for each cell of an average column: more where more units have more to mislead by."""
    return min(MOST_STRENGTH, STRENGTH * float(np.sqrt(units / USUAL_UNITS)))


def direction(
    first: Counts, second: Counts, rng: np.random.Generator, draws: int, belief: Floats | None = None
) -> Direction:
    """Fit one direction; `belief` (rows x columns, row shares times their weight) replaces the rough regression."""
    units = units_from(first, second)
    weights = believed(units) if belief is None else belief
    summit = climb(units, Prior(strength(len(first)) * second.shape[1] * weights))
    best = cells(units, summit.split, rounds=FINE_ROUNDS)[0]
    mean, tables = _drawn(units, summit, rng, draws)
    mixed = (OF_MODE * best + (1 - OF_MODE) * mean) * units.sizes[:, None, None]
    return Direction(mixed, tables, _misfit(units, summit), summit.steps)


def _drawn(units: Units, summit: Summit, rng: np.random.Generator, draws: int) -> tuple[Floats, Floats]:
    """Return the mean of drawn cells (as shares of a unit) and the drawn tables (in votes), a few draws at a time."""
    shape = summit.split.shares.shape[1:]
    vectors = around(summit, draws, rng)
    total = np.zeros((len(units.sizes), *shape))
    tables = []
    for part in np.array_split(vectors, max(1, draws * total.size // MOST_AT_ONCE)):
        drawn = cells(units, split_from(part, *shape), rounds=DRAWN_ROUNDS)
        total += drawn.sum(axis=0)
        tables.append(np.tensordot(drawn, units.sizes, ([1], [0])))
    return total / draws, np.concatenate(tables)


def turned(back: Direction) -> Direction:
    """Return a fit of the second vote to the first with rows and columns exchanged."""
    return Direction(back.cells.swapaxes(1, 2), back.draws.swapaxes(1, 2), back.misfit, back.steps)


def weight(there: Direction, back: Direction) -> float:
    """Return the weight (0-1) of the first direction: by inverse squared misfit."""
    return back.misfit**2 / (there.misfit**2 + back.misfit**2)


def _misfit(units: Units, summit: Summit) -> float:
    missed = np.abs(units.columns - units.rows @ summit.split.shares[0]).sum(axis=1)
    return max(float(units.sizes @ missed / units.sizes.sum()), 1e-9)
