"""Real contests of split tickets whose true table is published, and votes invented from a table that is known."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
import polars as pl
import pytest

from groundgame.electoral.flows import Flows, estimate

PARTY = re.compile(r"\(([^()]*)\)\s*$")


@dataclass(frozen=True, eq=False)
class District:
    """Two votes by unit and the true table, every option by itself."""

    first: pl.DataFrame
    second: pl.DataFrame
    truth: dict[tuple[str, str], int]

    def estimated(self, **settings) -> Flows:
        return estimate(self.first, self.second, rng=np.random.default_rng(1), **settings)

    def truth_of(self, flows: Flows) -> np.ndarray:
        """Return the true votes in the cells of an estimate: an option that is not named there is part of `other`."""
        table = np.zeros(flows.votes.shape)
        for (row, column), votes in self.truth.items():
            places = [
                names.index(name if name in names else "other")
                for names, name in ((flows.rows, row), (flows.columns, column))
            ]
            table[*places] += votes
        return table

    def error(self, flows: Flows) -> float:
        """Return half the sum of absolute errors, in % of the votes."""
        truth = self.truth_of(flows)
        return 50 * np.abs(flows.votes / flows.votes.sum() - truth / truth.sum()).sum()


@pytest.fixture(scope="session")
def districts(shared_data) -> Callable[[str, int], list[District]]:
    """Return a function that gives one district in so many of a contest."""

    @cache
    def read(name: str, every: int) -> list[District]:
        kinds = {"unit": pl.String, "votes": pl.Int64}
        units = pl.read_csv(shared_data / "flows" / f"{name}_units.csv.gz", schema_overrides=kinds)
        truth = pl.read_csv(shared_data / "flows" / f"{name}_truth.csv.gz", schema_overrides={"votes": pl.Int64})
        chosen = units["district"].unique().sort().to_list()[::every]
        return [_district(units.filter(district=one), truth.filter(district=one)) for one in chosen]

    return read


def _district(units: pl.DataFrame, truth: pl.DataFrame) -> District:
    names = [_names(truth[column]) for column in ("party_option", "candidate_option")]
    cells: Counter[tuple[str, str]] = Counter()
    for row, column, votes in truth.select("party_option", "candidate_option", "votes").iter_rows():
        cells[names[0][row[:2]], names[1][column[:2]]] += votes
    votes = (_wide(units.filter(vote=vote), known) for vote, known in zip(("party", "candidate"), names, strict=True))
    return District(*votes, cells)


def _names(options: pl.Series) -> dict[str, str]:
    """Return names by number, of candidates those of their parties: the units' file spells them in another way."""
    return {name[:2]: found[1] if (found := PARTY.search(name)) else name[3:] for name in options.unique().sort()}


def _wide(rows: pl.DataFrame, names: dict[str, str]) -> pl.DataFrame:
    named = rows.select("votes", area="unit", option=pl.col("option").str.head(2).replace_strict(names))
    return named.pivot("option", index="area", values="votes", aggregate_function="sum").fill_null(0)


@pytest.fixture
def invented() -> Callable[..., tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Return a function that invents both votes of each unit, and the cells (units x rows x columns) behind them."""

    def invent(shares, units, *, seed=0, voters=600, swing=0.0):
        rng = np.random.default_rng(seed)
        shares = np.asarray(shares, dtype=float)
        first = rng.multinomial(voters, rng.dirichlet(np.full(len(shares), 2.0), units))
        tilted = shares * np.exp(swing * rng.standard_normal((units, 1, shares.shape[1])))
        cells = rng.multinomial(first, tilted / tilted.sum(axis=-1, keepdims=True))
        return first, cells.sum(axis=1), cells

    return invent
