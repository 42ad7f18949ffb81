"""Joint draws of the London Assembly: the list, the constituencies, and the seats of both."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import polars as pl

from groundgame.electoral.forecasting import settings
from groundgame.electoral.forecasting.errors import ForecastError
from groundgame.electoral.forecasting.london.dhondt_draws import list_seats
from groundgame.electoral.forecasting.london.groups import GROUPS, OTHERS, Floats, group
from groundgame.electoral.forecasting.london.known import Known
from groundgame.electoral.forecasting.london.noise import shared, student, unit
from groundgame.electoral.forecasting.london.past import Ints
from groundgame.electoral.forecasting.london.seats_moved import last_general
from groundgame.electoral.forecasting.london.strength import strength

LIST_SEATS = 11
LEAST = 0.004


@dataclass(frozen=True, eq=False)
class AssemblyResults:
    """An Assembly election: list shares by group, and shares (constituencies, groups) of those named by `codes`."""

    day: date
    list_shares: Floats
    codes: tuple[str, ...]
    shares: Floats


@dataclass(frozen=True, eq=False)
class AssemblyDraws:
    """Joint draws: list shares (draws, groups), constituency shares (constituencies, draws, groups), and seats.

    `constituency_seats` and `list_seats` are (draws, groups); `last` is what they start from.
    """

    last: AssemblyResults
    list_shares: Floats
    shares: npt.NDArray[np.float32]
    constituency_seats: Ints
    list_seats: Ints

    @property
    def seats(self) -> Ints:
        """All seats, (draws, groups)."""
        total: Ints = self.constituency_seats + self.list_seats
        return total


def last_assembly(known: Known) -> AssemblyResults:
    """Return the last Assembly election before the day of which the constituencies are known.

    Raises:
        ForecastError: if the record has none.
    """
    constituencies = known.votes("assembly")
    if constituencies.is_empty():
        raise ForecastError(
            f"The record has no Assembly election by constituency before {known.as_of}; its first is of May 2016."
        )
    day = max(constituencies["date"].to_list())
    return assembly_results(known, day)


def assembly_results(known: Known, day: date) -> AssemblyResults:
    """Return an Assembly election as shares by group."""
    rows = known.votes("assembly").filter(pl.col("date") == day)
    codes = tuple(rows["area"].unique().sort())
    lists = known.votes("assembly-list").filter(pl.col("date") == day)
    return AssemblyResults(
        day, _shares(lists), codes, np.array([_shares(rows.filter(pl.col("area") == code)) for code in codes])
    )


def assembly_draws(
    known: Known, country: Floats, rng: np.random.Generator, common: Floats | None = None
) -> AssemblyDraws:
    """Draw the Assembly, given joint draws of Great Britain's vote and of errors of London (draws, groups).

    The list is between the last one and the parties' strength in London now, with an error; a constituency
    moves as the list does, the more the stronger a party is there, with errors of its own.
    """
    last = last_assembly(known)
    now = strength(country, last_general(known))
    kept = np.where(country.mean(axis=0) < LEAST, 1.0, settings.LIST_KEPT)
    kept[OTHERS] = settings.OTHERS_KEPT
    expected = kept * last.list_shares + (1 - kept) * now
    lists = _whole(expected + settings.LIST_SD * unit(expected.mean(axis=0)) * shared(rng, common, expected.shape))
    change = lists - last.list_shares
    # Each constituency reads its errors from the same ones at a place of its own, as good as apart and sooner drawn.
    errors = settings.CONSTITUENCY_SD * student(rng, (len(lists) + len(last.codes), len(GROUPS)))
    shares = np.empty((len(last.codes), *lists.shape), np.float32)
    for at, share in enumerate(last.shares):
        elastic = 0.5 + 0.5 * share / np.maximum(last.list_shares, 0.01)
        shares[at] = _whole(share + elastic * change + unit(share) * errors[at : at + len(lists)])
    won = _won(shares)
    return AssemblyDraws(last, lists, shares, won, list_seats(lists, won, LIST_SEATS))


def _won(shares: npt.NDArray[np.float32]) -> Ints:
    first = shares[..., :OTHERS].argmax(axis=2)
    won: Ints = np.stack([(first == at).sum(axis=0) for at in range(len(GROUPS))], axis=1)
    return won


def _whole(shares: Floats) -> Floats:
    least = np.maximum(shares, LEAST)
    scaled: Floats = least / least.sum(axis=-1, keepdims=True)
    return scaled


def _shares(rows: pl.DataFrame) -> Floats:
    total = rows["votes"].sum()
    shares = np.zeros(len(GROUPS))
    for party, votes in rows.select("party", "votes").iter_rows():
        shares[group(party)] += (votes or 0) / total
    return shares
