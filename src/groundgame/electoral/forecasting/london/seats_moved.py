"""General elections in London's seats, and how far each place was from London, moved to wards."""

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

import numpy as np
import polars as pl

from groundgame.electoral.contests.parties import OTHER
from groundgame.electoral.forecasting.errors import ForecastError
from groundgame.electoral.forecasting.london.groups import GROUPS, Floats, in_groups, lineages
from groundgame.electoral.forecasting.london.known import Known
from groundgame.electoral.places import LONDON, crosswalk


@dataclass(frozen=True, eq=False)
class SeatResults:
    """A general election: shares (0-1) by group in Great Britain, in London, and in each of London's seats.

    `votes` are the valid votes of each seat, `seats` its codes in `boundary_set`, sorted.
    """

    day: date
    boundary_set: str
    country: Floats
    london: Floats
    seats: tuple[str, ...]
    shares: Floats
    votes: Floats

    @property
    def away(self) -> Floats:
        """How far London was from the country, by group (0-1)."""
        return self.london - self.country


def general_elections(known: Known) -> list[SeatResults]:
    """Return the general elections before the day of which seats are known on boundaries that the record can move."""
    votes = _votes(known).filter(pl.col("boundary_set").is_in(["pcon10", "pcon24"]))
    return [_election(votes.filter(pl.col("day") == day), day) for day in votes["day"].unique().sort()]


@lru_cache(maxsize=8)
def last_general(known: Known) -> SeatResults:
    """Return the last general election before the day, on whatever boundaries.

    Raises:
        ForecastError: if the record has none.
    """
    votes = _votes(known)
    if votes.is_empty():
        raise ForecastError(f"The record has no general election before {known.as_of}; its first is of February 1974.")
    day = max(votes["day"].to_list())
    return _election(votes.filter(pl.col("day") == day), day)


def last_general_in(known: Known, region: str) -> SeatResults:
    """Return the last general election before the day in another region of the country: it stands where London does."""
    votes = _votes(known)
    day = max(votes["day"].to_list())
    return _election(votes.filter(pl.col("day") == day), day, region)


def _votes(known: Known) -> pl.DataFrame:
    return known.votes("parliament").with_columns(group=pl.col("party").replace_strict(lineages(), default=OTHER))


def _election(votes: pl.DataFrame, day: date, region: str = LONDON) -> SeatResults:
    # The record has a blank after the name of one region in some years.
    london = votes.filter(pl.col("within").str.strip_chars() == region)
    sums = london.group_by("area", "group").agg(pl.col("votes").sum()).sort("area")
    seats = tuple(sums["area"].unique().sort())
    table = np.zeros((len(seats), len(GROUPS)))
    for area, name, number in sums.iter_rows():
        table[seats.index(area), GROUPS.index(name)] = number
    return SeatResults(
        day=day,
        boundary_set=london["boundary_set"][0],
        country=_shares(votes),
        london=_shares(london),
        seats=seats,
        shares=table / table.sum(axis=1, keepdims=True),
        votes=table.sum(axis=1),
    )


def _shares(votes: pl.DataFrame) -> Floats:
    sums = dict(votes.group_by("group").agg(pl.col("votes").sum()).iter_rows())
    total = sum(sums.values())
    return in_groups({name: number / total for name, number in sums.items() if name != OTHER})


@cache
def weights(from_set: str, from_codes: tuple[str, ...], to_set: str, to_codes: tuple[str, ...]) -> Floats:
    """Return how residents of the areas of one set (columns) make up those of another (rows); each row sums to 1."""
    table = np.zeros((len(to_codes), len(from_codes)))
    if from_set == to_set:
        pairs = [(code, code, 1.0) for code in from_codes]
    else:
        pairs = list(crosswalk(from_set, to_set).select("from", "to", "share_of_to").iter_rows())
    rows, columns = ({code: i for i, code in enumerate(codes)} for codes in (to_codes, from_codes))
    for old, new, share in pairs:
        if old in columns and new in rows:
            table[rows[new], columns[old]] = share
    scaled: Floats = table / np.maximum(table.sum(axis=1, keepdims=True), 1e-9)
    return scaled


def between(days: list[date], values: list[Floats], day: date) -> Floats:
    """Return the values on a day between those of other days, straight along; before or after them, the nearest."""
    at = np.interp(day.toordinal(), [one.toordinal() for one in days], range(len(days)))
    below = int(at)
    above = min(below + 1, len(days) - 1)
    part = at - below
    found: Floats = (1 - part) * values[below] + part * values[above]
    return found


def wards_away(election: SeatResults, to_set: str, to_codes: tuple[str, ...]) -> Floats:
    """Return how far each ward's seats were from London at a general election, by group (0-1)."""
    moved = weights(election.boundary_set, election.seats, to_set, to_codes) @ election.shares
    away: Floats = moved - election.london
    return away
