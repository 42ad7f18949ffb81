"""The units of an estimate as arrays, and what one direction of it is fitted with."""

from dataclasses import dataclass

import numpy as np

from groundgame.electoral.flows.answers import Counts, Floats


@dataclass(frozen=True, eq=False)
class Units:
    """Units x rows and units x columns, in votes and as shares of the unit's votes.

    `sampling` and `own` (units x rows) say how much of a row's variance p(1-p) a unit's total bears: what single
    voters give, and what a row that leans together in that unit gives for each point of overdispersion.
    """

    sizes: Floats
    rows: Floats
    columns: Floats
    sampling: Floats
    own: Floats

    @property
    def column_totals(self) -> Floats:
        """Each column's share of all votes."""
        return np.asarray(self.sizes @ self.columns / self.sizes.sum())

    @property
    def row_totals(self) -> Floats:
        """Each row's share of all votes."""
        return np.asarray(self.sizes @ self.rows / self.sizes.sum())


def units_from(first: Counts, second: Counts) -> Units:
    """Return the units of two votes, areas x options with the same totals."""
    sizes = first.sum(axis=1).astype(np.float64)
    rows, columns = first / sizes[:, None], second / sizes[:, None]
    pairs = np.maximum(1 - 1 / np.maximum(first, 1), 0)  # of a row's n x n pairs of voters, those of two people
    return Units(sizes, rows, columns, rows / sizes[:, None], rows**2 * pairs)
