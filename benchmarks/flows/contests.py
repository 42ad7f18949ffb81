"""Real contests of split tickets whose true table is published: two votes by unit, and who gave which two."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

SETS = {"NZ 2002": "nz_2002", "NZ 2014": "nz_2014", "Scotland 2007": "sco_2007"}
SMALL = 0.03
FOLDER = Path(os.environ.get("GROUNDGAME_DATA", Path(__file__).resolve().parents[3] / "shared" / "data")) / "flows"


@dataclass(frozen=True, eq=False)
class District:
    """Units x options of both votes, the true table (rows x columns), and the names of its options."""

    name: str
    first: np.ndarray
    second: np.ndarray
    truth: np.ndarray
    rows: tuple[str, ...]
    columns: tuple[str, ...]


def districts(contest: str, every: int = 1) -> Iterator[District]:
    """Give each district of a contest, or one in so many, options under 3% merged."""
    text = {"schema_overrides": {"unit": pl.String, "votes": pl.Int64}}
    units = pl.read_csv(FOLDER / f"{SETS[contest]}_units.csv.gz", **text)
    truths = pl.read_csv(FOLDER / f"{SETS[contest]}_truth.csv.gz", schema_overrides={"votes": pl.Int64})
    for name in units["district"].unique().sort().to_list()[::every]:
        yield _district(name, units.filter(district=name), truths.filter(district=name))


def _district(name: str, units: pl.DataFrame, truth: pl.DataFrame) -> District:
    # The two files spell an option's name in two ways; its number is the same.
    names = [sorted(truth[column].unique()) for column in ("party_option", "candidate_option")]
    keys = [[each[:2] for each in every] for every in names]
    first, second = (
        _votes(units.filter(vote=vote), key) for vote, key in zip(("party", "candidate"), keys, strict=True)
    )
    table = np.zeros([len(key) for key in keys])
    for row, column, votes in truth.select("party_option", "candidate_option", "votes").iter_rows():
        table[keys[0].index(row[:2]), keys[1].index(column[:2])] += votes
    (rows, left), (columns, right) = _merging(first, names[0]), _merging(second, names[1])
    return District(name, first @ left, second @ right, left.T @ table @ right, rows, columns)


def _votes(rows: pl.DataFrame, keys: list[str]) -> np.ndarray:
    units = {unit: place for place, unit in enumerate(sorted(rows["unit"].unique(), key=int))}
    counts = np.zeros((len(units), len(keys)), dtype=np.int64)
    for unit, option, votes in rows.select("unit", "option", "votes").iter_rows():
        counts[units[unit], keys.index(option[:2])] += votes
    return counts


def _merging(votes: np.ndarray, names: list[str]) -> tuple[tuple[str, ...], np.ndarray]:
    """Return the names that are left, and the matrix (options x options left) that adds small ones together."""
    small = votes.sum(axis=0) < SMALL * votes.sum()
    kept = np.flatnonzero(~small)
    matrix = np.zeros((len(names), len(kept) + bool(small.any())), dtype=np.int64)
    matrix[kept, np.arange(len(kept))] = 1
    matrix[small, -1] = 1
    return (*(names[place] for place in kept), *(["other"] if small.any() else [])), matrix


def error_index(table: np.ndarray, truth: np.ndarray) -> float:
    """Return half the sum of the absolute errors of the cells, in % of the votes."""
    return 50 * float(np.abs(table / table.sum() - truth / truth.sum()).sum())
