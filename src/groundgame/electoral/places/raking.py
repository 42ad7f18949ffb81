"""Raking: fitting counts to totals that are known of their rows and of their columns."""

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

Array = NDArray[Any]

ROUNDS = 200
NEAR_ENOUGH = 1e-10


def rake(counts: pl.DataFrame, value: str, row: list[str], size: str, column: str) -> pl.Series:
    """Return counts scaled, by turns, to the sizes of their columns and to what their rows added up to.

    Rows hold exactly, columns as far as the rows allow: the sizes of all the known columns are first scaled to what
    stands in them. `size` is null where a column's is not known. Also called iterative proportional fitting.

    Method: Deming and Stephan 1940, "On a least squares adjustment of a sampled frequency table when the expected
    marginal totals are known", Annals of Mathematical Statistics 11.
    """
    votes = counts[value].to_numpy().astype(float).copy()
    rows, columns = _numbers(counts, row), _numbers(counts, [column])
    row_sums = np.bincount(rows, votes)
    sizes = np.full(columns.max(initial=-1) + 1, np.nan)
    sizes[columns] = counts[size].cast(pl.Float64).fill_null(np.nan).to_numpy()
    known = np.isfinite(sizes)
    for _ in range(ROUNDS):
        sums = np.bincount(columns, votes)
        wanted = np.where(known, sizes * (sums[known].sum() / max(sizes[known].sum(), 1e-300)), sums)
        before = votes
        votes = votes * _ratio(wanted, sums)[columns]
        votes = votes * _ratio(row_sums, np.bincount(rows, votes))[rows]
        # A row whose every column is thought empty keeps its votes where they were.
        lost = (np.bincount(rows, votes) == 0)[rows]
        votes = np.where(lost, before, votes)
        if np.abs(votes - before).max(initial=0.0) < NEAR_ENOUGH * max(1.0, float(row_sums.max(initial=0.0))):
            break
    return pl.Series(value, votes)


def _numbers(frame: pl.DataFrame, key: list[str]) -> Array:
    ranks = frame.select(pl.struct(key).rank("dense").cast(pl.Int64) - 1).to_series()
    return np.asarray(ranks.to_numpy(), dtype=np.int64)


def _ratio(wanted: Array, found: Array) -> Array:
    return np.divide(wanted, found, out=np.zeros(len(found)), where=found > 0)
