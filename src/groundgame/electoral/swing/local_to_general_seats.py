"""Seats for shares read from local elections: every seat of the last general election, moved by the national change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
import numpy.typing as npt
import polars as pl

from groundgame.electoral.contests import record
from groundgame.electoral.contests.national import general_elections, general_votes
from groundgame.electoral.contests.parties import OTHER

Floats = npt.NDArray[np.float64]
# A general election as it would have been in the seats of the next one, where that was worked out.
NOTIONAL = {date(2005, 5, 5): "general_2005_notional", date(2019, 12, 12): "general_2019_notional"}
BLOCK = 500


@dataclass(frozen=True, eq=False)
class SeatBase:
    """A general election by seat: `shares` (0-1) is seats x parties; `national` the shares of all of them together."""

    areas: tuple[str, ...]
    parties: tuple[str, ...]
    shares: Floats
    national: Floats


def seats_for(parties: tuple[str, ...], shares: Floats, before: date) -> Mapping[str, npt.NDArray[np.int64]]:
    """Return the seats of each party under draws of the national shares (draws x parties), by party.

    Uniform swing on the last general election before a day, in the seats of the next where its notional result is in
    the record: each party's share moves in every seat as in the country. Parties that the draws do not name, and
    `other`, stay where they were: a nationalist wave in Scotland or Wales is not read from England's local elections.
    """
    base, change = _moved(parties, shares, before)
    won = np.zeros((len(shares), len(base.parties)), dtype=np.int64)
    for first in range(0, len(shares), BLOCK):
        winners = (base.shares[None] + change[first : first + BLOCK, None, :]).argmax(axis=2)
        for column in range(len(base.parties)):
            won[first : first + BLOCK, column] = (winners == column).sum(axis=1)
    return {party: won[:, column] for column, party in enumerate(base.parties)}


def winners_for(shares: Mapping[str, float], before: date) -> Mapping[str, str]:
    """Return the winner of each seat under national shares (0-1), by the seat's code; as `seats_for`."""
    base, change = _moved(tuple(shares), np.array([list(shares.values())]), before)
    columns = (base.shares + change).argmax(axis=1)
    return {area: base.parties[column] for area, column in zip(base.areas, columns.tolist(), strict=True)}


def _moved(parties: tuple[str, ...], shares: Floats, before: date) -> tuple[SeatBase, Floats]:
    """Return the last general election by seat, and the change of each of its parties in each draw."""
    base = _base(max(day for day in general_elections() if day < before))
    change = np.zeros((len(shares), len(base.parties)))
    for column, party in enumerate(base.parties):
        if party in parties and party != OTHER:
            change[:, column] = shares[:, parties.index(party)] - base.national[column]
    return base, change


@cache
def _base(election: date) -> SeatBase:
    votes = _notional(NOTIONAL[election]) if election in NOTIONAL else _declared(election)
    wide = votes.pivot(on="party", index="seat", values="votes", aggregate_function="sum").fill_null(0).sort("seat")
    parties = tuple(sorted(name for name in wide.columns if name != "seat"))
    counts = wide.select(parties).to_numpy().astype(np.float64)
    return SeatBase(
        tuple(wide["seat"]), parties, counts / counts.sum(axis=1, keepdims=True), counts.sum(axis=0) / counts.sum()
    )


def _notional(table: str) -> pl.DataFrame:
    return record().frame(table).select("party", "votes", seat="area")


def _declared(election: date) -> pl.DataFrame:
    counted = general_votes().filter((pl.col("day") == election) & pl.col("votes").is_not_null())
    return counted.select("party", "votes", seat="area")
