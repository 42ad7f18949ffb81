"""Both directions of a model, put together: the one that fits its units better counts for more."""

from dataclasses import dataclass

import numpy as np

from groundgame.electoral.flows.answers import Counts, Floats
from groundgame.electoral.flows.ascent import Summit, around, climb
from groundgame.electoral.flows.beliefs import believed
from groundgame.electoral.flows.cells import cells
from groundgame.electoral.flows.priors import Prior
from groundgame.electoral.flows.units import Units, units_from

STRENGTH, USUAL_UNITS, MOST_STRENGTH = 3.0, 60, 6.0
FINE_ROUNDS, DRAWN_ROUNDS = 8, 3


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
    first: Counts, second: Counts, rng: np.random.Generator, draws: int, prior: Floats | None = None
) -> Direction:
    """Fit one direction; `prior` adds weights (rows x columns, in votes) that other districts give."""
    units = units_from(first, second)
    belief = believed(units)
    weights = strength(len(first)) * belief.shape[1] * belief
    summit = climb(units, Prior(weights if prior is None else weights + prior))
    best = cells(units, summit.split, rounds=FINE_ROUNDS)[0]
    drawn = cells(units, around(summit, draws, rng), rounds=DRAWN_ROUNDS)
    tables = np.einsum("durc,u->drc", drawn, units.sizes)
    return Direction(best * units.sizes[:, None, None], tables, _misfit(units, summit), summit.steps)


def turned(back: Direction) -> Direction:
    """Return a fit of the second vote to the first with rows and columns exchanged."""
    return Direction(back.cells.swapaxes(1, 2), back.draws.swapaxes(1, 2), back.misfit, back.steps)


def weight(there: Direction, back: Direction) -> float:
    """Return the weight (0-1) of the first direction: by inverse squared misfit."""
    return back.misfit**2 / (there.misfit**2 + back.misfit**2)


def _misfit(units: Units, summit: Summit) -> float:
    missed = np.abs(units.columns - units.rows @ summit.split.shares[0]).sum(axis=1)
    return max(float(units.sizes @ missed / units.sizes.sum()), 1e-9)
