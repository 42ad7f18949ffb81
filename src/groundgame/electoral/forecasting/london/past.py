"""The last borough election, as arrays by ward and group."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import polars as pl

from groundgame.electoral.contests.shares import party_shares
from groundgame.electoral.forecasting.errors import ForecastError
from groundgame.electoral.forecasting.london.groups import GROUPS, OTHERS, Floats, lineages
from groundgame.electoral.forecasting.london.known import Known
from groundgame.electoral.forecasting.london.seats import Wards, wards_on

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class WardResults:
    """A borough election by ward (rows of `wards`) and group.

    `shares` (0-1) are of the means of the candidates; the others' are taken together, as one local party often follows
    another, and `others` names the strongest (None where none stood). `seats` are those won, `standing` the candidates,
    `votes` the sum of the means: about the number who voted.
    """

    day: date
    wards: Wards
    shares: Floats
    seats: Ints
    standing: Ints
    votes: Floats
    others: tuple[str | None, ...]

    @property
    def mean(self) -> Floats:
        """London's shares by group (0-1), each ward weighing as many as voted."""
        return weighted(self.shares, self.votes)


def weighted(shares: Floats, votes: Floats) -> Floats:
    """Return the mean of shares (wards, groups) weighted by votes."""
    mean: Floats = votes @ shares / votes.sum()
    return mean


def last_results(known: Known) -> WardResults:
    """Return the last borough election before the day.

    Raises:
        ForecastError: if the record has none.
    """
    votes = known.votes("borough")
    if votes.is_empty():
        raise ForecastError(
            f"The record has no borough election by ward before {known.as_of}; its first is of May 2014."
        )
    day = max(votes["day"].to_list())
    return results(votes.filter(pl.col("day") == day), day)


def results(votes: pl.DataFrame, day: date) -> WardResults:
    """Put one election's candidates (as `Known.votes` gives them) into arrays."""
    wards = wards_on(day)
    row = {code: i for i, code in enumerate(wards.codes)}
    found = _Filling.of(len(row))
    rows = votes.filter(pl.col("area").is_in(list(row)))
    counts = {(area, party): n for area, party, n in rows.group_by("area", "party").len().iter_rows()}
    for area, party, _, strength, _, won, _ in party_shares(rows).iter_rows():
        found.add(row[area], party, strength, won, counts[area, party])
    total = found.strength.sum(axis=1)
    return WardResults(
        day=day,
        wards=wards,
        shares=found.strength / np.maximum(total, 1.0)[:, None],
        seats=found.seats,
        standing=found.standing,
        votes=total,
        others=tuple(found.others),
    )


@dataclass(eq=False)
class _Filling:
    """Arrays being filled, a ward and party at a time; the parties of a ward come strongest first."""

    strength: Floats
    seats: Ints
    standing: Ints
    others: list[str | None]

    @classmethod
    def of(cls, wards: int) -> "_Filling":
        shape = (wards, len(GROUPS))
        return cls(np.zeros(shape), np.zeros(shape, np.int64), np.zeros(shape, np.int64), [None] * wards)

    def add(self, ward: int, party: str, strength: float, won: int, candidates: int) -> None:
        at = GROUPS.index(lineages().get(party, GROUPS[OTHERS]))
        self.seats[ward, at] += won
        self.strength[ward, at] += strength
        if at != OTHERS:
            self.standing[ward, at] += candidates
        elif self.others[ward] is None:
            self.others[ward], self.standing[ward, at] = party, candidates
