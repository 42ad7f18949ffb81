"""Whether backing for one post tells backing for another: an exact test, or a drawn one with its error."""

import random
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from groundgame.campaign.selections.support.crosstab import Backing, CrossTable
from groundgame.campaign.selections.support.exact import TooLargeError, exact_test

DRAWS = 9_999
CONFIDENCE = 0.99
SAME = 1e-7
"""Logarithms of chances that differ by less are equal: those of equal tables may differ in the last digits."""


@dataclass(frozen=True, slots=True)
class Association:
    """The test of a cross-table: `p`, and how it was found.

    Exact where `draws` is 0: then `low` and `high` equal p. Otherwise p was estimated from so many random tables, and
    with 99% confidence lies between `low` and `high`. `least` is the smallest p that such sums of rows and columns
    allow, where known.
    """

    p: float
    low: float
    high: float
    draws: int = 0
    least: float | None = None


def associate(table: CrossTable, first: Backing, second: Backing, rng: random.Random) -> Association | None:
    """Return the test of a cross-table, or None where one name alone is backed for a post.

    Where everybody backs one name for each post: Fisher, Freeman and Halton's exact test, or random tables of the same
    sums where there are too many. Where some back several for a post, a person stands in several cells; then whole
    persons are dealt out anew, each keeping all names for a post together, and the tables' distance from the expected
    is compared.
    """
    if sum(map(bool, table.of_row)) < 2 or sum(map(bool, table.of_column)) < 2:
        return None
    if not table.one_each:
        return _dealt_anew(table, first, second, rng)
    try:
        test = exact_test(table.counts)
    except TooLargeError:
        return _random_tables(table, rng)
    p = float(test.p)
    return Association(p, p, p, least=float(test.least))


def _estimate(as_far: int) -> Association:
    """Return the estimate where so many of the draws are as far out; the observed table counts as one of them."""
    from scipy.stats import binomtest  # the whole of it takes most of a second to load, and few pages ask

    interval = binomtest(as_far, DRAWS).proportion_ci(CONFIDENCE)
    return Association((as_far + 1) / (DRAWS + 1), float(interval.low), float(interval.high), DRAWS)


def _random_tables(table: CrossTable, rng: random.Random) -> Association:
    from scipy.stats import random_table  # likewise

    generator = np.random.default_rng(rng.getrandbits(64))
    rows, columns = [n for n in table.of_row if n], [n for n in table.of_column if n]
    drawn = random_table(rows, columns).rvs(DRAWS, random_state=generator)
    observed = gammaln(np.asarray(table.counts) + 1.0).sum()
    return _estimate(int((gammaln(drawn + 1.0).sum(axis=(1, 2)) >= observed - SAME).sum()))


def _dealt_anew(table: CrossTable, first: Backing, second: Backing, rng: random.Random) -> Association:
    both = sorted(who for who in first.keys() & second.keys() if first[who] and second[who])
    rows = _marks(first, both, table.rows)
    columns = _marks(second, both, table.columns)
    expected = np.outer(table.of_row, table.of_column) / len(both)
    weights = np.divide(1.0, expected, out=np.zeros_like(expected), where=expected > 0)
    generator = np.random.default_rng(rng.getrandbits(64))

    def distance(order: NDArray[np.int64]) -> float:
        return float((weights * (rows.T @ columns[order] - expected) ** 2).sum())

    observed = distance(np.arange(len(both)))
    return _estimate(sum(distance(generator.permutation(len(both))) >= observed - SAME for _ in range(DRAWS)))


def _marks(backing: Backing, both: list[str], names: tuple[str, ...]) -> NDArray[np.float64]:
    return np.array([[name in backing[who] for name in names] for who in both], dtype=np.float64)
