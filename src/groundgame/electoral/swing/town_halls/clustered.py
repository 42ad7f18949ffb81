"""Weighted least squares within groups, with intervals from drawing whole councils again."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

INTERVAL = (0.05, 0.95)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A coefficient with the 90% interval of its resamples, and how many clusters and rows it rests on."""

    effect: float
    p05: float
    p95: float
    clusters: int
    rows: int


def estimates(
    outcome: Array,
    columns: Array,
    *,
    weights: Array,
    groups: Sequence[Sequence[str]],
    clusters: Sequence[str],
    rng: np.random.Generator,
    resamples: int,
) -> list[Estimate]:
    """Return an estimate for each of the columns (n, k), on an outcome (n,), from within groups.

    Each of `groups` gives every row a group, whose mean is taken out of the outcome and the columns. Rows of a cluster
    are drawn again together, so that what they share does not make an interval narrow; the means taken out are those of
    all rows.

    Source: A. C. Cameron, J. B. Gelbach and D. L. Miller, Bootstrap-based improvements for inference with clustered
    errors (2008).
    """
    codes = [np.unique(np.asarray(group), return_inverse=True)[1] for group in groups]
    values = _within(np.column_stack([outcome, columns]), weights, codes)
    left, right = values[:, 1:], values[:, 0]
    of = np.unique(np.asarray(clusters), return_inverse=True)[1]
    size, count = columns.shape[1], int(of.max()) + 1
    squares, products = np.zeros((count, size, size)), np.zeros((count, size))
    np.add.at(squares, of, weights[:, None, None] * left[:, :, None] * left[:, None, :])
    np.add.at(products, of, (weights * right)[:, None] * left)
    found = _solved(squares.sum(axis=0), products.sum(axis=0))
    drawn = rng.multinomial(count, np.full(count, 1 / count), size=resamples).astype(np.float64)
    again = _solved(np.tensordot(drawn, squares, 1), drawn @ products)
    low, high = np.quantile(again, INTERVAL, axis=0)
    return [Estimate(float(found[i]), float(low[i]), float(high[i]), count, outcome.size) for i in range(size)]


ROUNDS = 60
SMALL_RIDGE = 1e-10


def _within(values: Array, weights: Array, codes: list[npt.NDArray[np.intp]]) -> Array:
    """Take group means out, in turn where there are several groupings, until none is left."""
    left = values.copy()
    for _ in range(ROUNDS if len(codes) > 1 else 1):
        for code in codes:
            sizes = np.bincount(code, weights)
            means = np.column_stack([np.bincount(code, weights * column) / sizes for column in left.T])
            left -= means[code]
    return left


def _solved(squares: Array, products: Array) -> Array:
    """Solve for coefficients; a column that is constant in a resample gets none."""
    size = products.shape[-1]
    scale = np.trace(squares, axis1=-2, axis2=-1)[..., None, None] / size
    return np.asarray(np.linalg.solve(squares + SMALL_RIDGE * scale * np.eye(size), products[..., None])[..., 0])
