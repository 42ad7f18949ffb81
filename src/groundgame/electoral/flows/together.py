"""Both directions of the model, put together by how well each fits, and fitted to the totals of every area."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from groundgame.electoral.flows.answers import Counts, Floats
from groundgame.electoral.flows.cells import fitted
from groundgame.electoral.flows.two_way import Direction, direction, turned, weight

MOST_ROUNDS, CLOSE = 1000, 1e-7


@dataclass(frozen=True, eq=False)
class Belief:
    """Votes that are thought likely (rows x columns), and how many times a rough regression they are worth."""

    votes: Floats
    worth: float

    def both_ways(self, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> tuple[Floats, Floats]:
        """Return the weighted row shares of either direction, options in that order."""
        table = self.votes[np.ix_(rows, columns)]
        return self.worth * table / table.sum(axis=1, keepdims=True), self.worth * (table / table.sum(axis=0)).T


@dataclass(frozen=True, eq=False)
class Together:
    """Cells (areas x rows x columns) and drawn tables (draws x rows x columns), both in votes."""

    cells: Floats
    draws: Floats
    diagnostics: Mapping[str, float]


def put_together(
    first: Counts, second: Counts, rng: np.random.Generator, draws: int, belief: Belief | None = None
) -> Together:
    """Fit both directions and weigh them, with a belief that was learned elsewhere if there is one.

    Options are put in order of size first, so that the same votes give the same answer in whatever order they come.
    """
    if 1 in {first.shape[1], second.shape[1]}:
        return _certain(first, second, draws)
    rows, columns = _by_size(first), _by_size(second)
    before, after = first[:, rows], second[:, columns]
    there_belief, back_belief = (None, None) if belief is None else belief.both_ways(rows, columns)
    there = direction(before, after, rng, draws, there_belief)
    back = turned(direction(after, before, rng, draws, back_belief))
    part = weight(there, back)
    mixed = part * there.cells + (1 - part) * back.cells
    exact = fitted(mixed, before.astype(np.float64), after.astype(np.float64), rounds=MOST_ROUNDS, within=CLOSE)
    tables = part * there.draws + (1 - part) * back.draws
    cells, drawn = (each[:, np.argsort(rows)][:, :, np.argsort(columns)] for each in (exact, tables))
    return Together(cells, drawn, _diagnostics(there, back, part))


def _certain(first: Counts, second: Counts, draws: int) -> Together:
    """Return the only table there is, where one of the votes has a single option."""
    cells = np.where(second.shape[1] == 1, first[:, :, None], second[:, None, :]).astype(np.float64)
    return Together(cells, np.repeat(cells.sum(axis=0)[None], draws, axis=0), {})


def _by_size(votes: Counts) -> NDArray[np.intp]:
    sums = votes.sum(axis=0)
    return np.array(sorted(range(votes.shape[1]), key=lambda option: (-sums[option], *votes[:, option])), dtype=np.intp)


def _diagnostics(there: Direction, back: Direction, part: float) -> dict[str, float]:
    return {
        "misfit_first_to_second": there.misfit,
        "misfit_second_to_first": back.misfit,
        "weight_first_to_second": part,
        "steps": float(there.steps + back.steps),
    }
