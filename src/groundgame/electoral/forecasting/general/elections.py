"""General elections of Great Britain as arrays: one row a seat, one column a bloc."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib.resources import files

import numpy as np
import numpy.typing as npt
import polars as pl

from groundgame.electoral.contests.parties import OTHER
from groundgame.electoral.forecasting.general.blocs import NATIONS, blocs, column_of_party

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
TIER = "parliament"
# A by-election, or a day of several, is not a general election.
FEWEST_SEATS = 500
# The regions were named differently before 2010; the seats' own sets differ too.
REGION_NAMES = {"Eastern": "East of England", "Yorkshire and the Humber": "Yorkshire and The Humber"}


@dataclass(frozen=True, eq=False)
class Election:
    """One general election: `votes` are counts, shape (seats, blocs), seats by contest id.

    `nation` is each seat's row in `NATIONS`; `winner` the column of who was elected, which of `other` is one candidate
    of several; `party` names who stands for a bloc in a nation; `speaker` marks the seat in which the Speaker sought
    re-election.
    """

    day: date
    ids: tuple[str, ...]
    areas: tuple[str, ...]
    boundary_sets: tuple[str, ...]
    regions: tuple[str, ...]
    nation: Ints
    votes: Floats
    winner: Ints
    party: Mapping[tuple[int, int], str]
    speaker: Bools

    @cached_property
    def stood(self) -> Bools:
        """Tell which blocs stood where, as the nominations said: shape (seats, blocs)."""
        return self.votes > 0

    @cached_property
    def shares(self) -> Floats:
        """Return the shares (0-1) of the valid votes, shape (seats, blocs)."""
        shares: Floats = self.votes / self.votes.sum(axis=1, keepdims=True)
        return shares

    @cached_property
    def national(self) -> Floats:
        """Return the shares (0-1) in each nation, shape (nations, blocs)."""
        return by_nation(self.votes, self.nation)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the seats' names as their ids spell them."""
        return tuple(one.split(".")[1] for one in self.ids)


def by_nation(votes: Floats, nation: Ints) -> Floats:
    """Return the shares (0-1) in each nation of votes by seat, shape (nations, blocs)."""
    sums = np.array([votes[nation == each].sum(axis=0) for each in range(len(NATIONS))])
    shares: Floats = sums / sums.sum(axis=1, keepdims=True)
    return shares


def elections_of(votes: pl.DataFrame) -> tuple[Election, ...]:
    """Return the general elections in a frame of candidates (as `Record.votes` gives them), oldest first."""
    counted = votes.filter(pl.col("votes").is_not_null())
    days = counted.group_by("date").agg(pl.col("id").n_unique()).filter(pl.col("id") >= FEWEST_SEATS)
    return tuple(_election(day, counted.filter(pl.col("date") == day)) for day in days["date"].sort())


def _election(day: date, rows: pl.DataFrame) -> Election:
    seats = rows.unique("id", maintain_order=True).sort("id")
    regions = tuple(REGION_NAMES.get(name, name) for name in seats["within"])
    nation = np.array([NATIONS.index(name) if name in NATIONS else 0 for name in regions])
    ids = tuple(seats["id"])
    return Election(
        day=day,
        ids=ids,
        areas=tuple(seats["area"]),
        boundary_sets=tuple(seats["boundary_set"]),
        regions=regions,
        nation=nation,
        votes=votes_by_bloc(rows, ids, "id"),
        winner=_winners(rows, ids),
        party=_parties(rows, dict(zip(ids, nation.tolist(), strict=True))),
        speaker=np.array([one in _speakers() for one in ids]),
    )


def votes_by_bloc(rows: pl.DataFrame, keys: tuple[str, ...], key: str) -> Floats:
    """Return the votes of rows with `party` and `votes`, shape (keys, blocs); rows of other keys are left out."""
    place = {one: row for row, one in enumerate(keys)}
    found = np.zeros((len(keys), len(blocs())))
    for one, party, votes in rows.select(key, "party", "votes").iter_rows():
        if one in place:
            found[place[one], column_of_party(party)] += votes
    return found


def _winners(rows: pl.DataFrame, ids: tuple[str, ...]) -> Ints:
    elected = dict(rows.filter("elected").select("id", "party").iter_rows())
    return np.array([column_of_party(elected[one]) for one in ids])


def _parties(rows: pl.DataFrame, nation: Mapping[str, int]) -> dict[tuple[int, int], str]:
    """Return who stands for a bloc in a nation: the party of it that is nominated in most seats there."""
    seats: dict[tuple[int, int], dict[str, int]] = {}
    for seat, party in rows.select("id", "party").iter_rows():
        key = nation[seat], column_of_party(party)
        listed = OTHER if key[1] == len(blocs()) - 1 else party
        counts = seats.setdefault(key, {})
        counts[listed] = counts.get(listed, 0) + 1
    return {key: max(sorted(counts), key=lambda one: counts[one]) for key, counts in sorted(seats.items())}


@cache
def _speakers() -> frozenset[str]:
    return _contests("speakers.csv")


@cache
def returning() -> frozenset[str]:
    """Return the contests in which an independent or a small party that did well last time stood again."""
    return _contests("returning.csv")


def _contests(name: str) -> frozenset[str]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return frozenset(row["contest"] for row in csv.DictReader(text.splitlines()))
