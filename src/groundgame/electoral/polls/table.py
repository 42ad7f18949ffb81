"""Polls as arrays: who asked, when, how many, and what they found."""

from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
import numpy.typing as npt
import polars as pl

from groundgame.electoral.contests import record
from groundgame.electoral.contests.parties import OTHER
from groundgame.electoral.polls.errors import PollsError
from groundgame.electoral.polls.fieldwork import fieldwork_days, in_era, in_place

Floats = npt.NDArray[np.float64]
NOT_PARTIES = ("era", "fieldwork_start", "fieldwork", "pollster", "client", "mode")
UNNAMED = "not named"


@dataclass(frozen=True, eq=False)
class PollTable:
    """Polls by the day when their fieldwork ended, one row each.

    `start` and `end` are days as `date.toordinal` counts them; `sample` is persons asked (not a number where it was not
    published); `shares` (0-1) has a row a poll and a column a party, not a number where a poll did not give the party.
    """

    parties: tuple[str, ...]
    pollster: npt.NDArray[np.str_]
    start: npt.NDArray[np.int64]
    end: npt.NDArray[np.int64]
    sample: Floats
    shares: Floats

    def __len__(self) -> int:
        return len(self.end)

    def between(self, first: date, before: date) -> "PollTable":
        """Return the polls whose fieldwork ended on `first` or later and before the day `before`."""
        return self._only(slice(*np.searchsorted(self.end, [first.toordinal(), before.toordinal()]).tolist()))

    def without(self, known: "PollTable") -> "PollTable":
        """Return the polls that `known` does not have: it has one of the same pollster and end of fieldwork.

        Capitals in a pollster's name do not matter. A poll of a pollster that is not named is nobody's copy.
        """
        had = set(known.asked_by())
        return self._only(np.array([name == UNNAMED or (name, end) not in had for name, end in self.asked_by()], bool))

    def asked_by(self) -> list[tuple[str, int]]:
        """Return each poll's pollster, in lower case, and end of fieldwork."""
        return [(str(name).casefold(), end) for name, end in zip(self.pollster, self.end.tolist(), strict=True)]

    def _only(self, chosen: slice | npt.NDArray[np.bool_]) -> "PollTable":
        return PollTable(
            self.parties,
            self.pollster[chosen],
            self.start[chosen],
            self.end[chosen],
            self.sample[chosen],
            self.shares[chosen],
        )


@cache
def national_polls() -> PollTable:
    """Return the record's polls of Great Britain.

    Left out are those dated outside their own parliament (three) or in another month than the polls around them in the
    source (five): they would be taken for polls of a day on which nobody could have known them.
    """
    table = record().frame("polls")
    parties = tuple(name for name in table.columns if name not in NOT_PARTIES)
    days = [fieldwork_days(*row) for row in table.select("fieldwork_start", "fieldwork").iter_rows()]
    in_its_era = [in_era(*row) for row in table.select("era", "fieldwork_start").iter_rows()]
    dated = table.with_columns(
        start=pl.Series([start for start, _ in days]), end=pl.Series([end for _, end in days])
    ).filter(pl.Series(in_its_era) & pl.Series(in_place(days)))
    return table_of(dated.rename({"pollster": "who"}).with_columns(pollster="who", sample=pl.lit(None)), parties)


def newest(table: PollTable | None = None) -> date:
    """Return the last day of fieldwork in a table, the record's unless told: an average can be asked for the day after.

    Raises:
        PollsError: if the table has no poll.
    """
    ends = (national_polls() if table is None else table).end
    if not len(ends):
        raise PollsError("There is no newest poll of a table without one: give it a poll.")
    return date.fromordinal(int(ends[-1]))


def table_of(frame: pl.DataFrame, parties: tuple[str, ...]) -> PollTable:
    """Return a frame with pollster, start, end, sample and a column a party as a table, by end of fieldwork."""
    rows = frame.sort("end", "start", maintain_order=True)
    return PollTable(
        parties=parties,
        pollster=rows["pollster"].str.strip_chars().fill_null(UNNAMED).to_numpy().astype(np.str_),
        start=np.array([day.toordinal() for day in rows["start"]], dtype=np.int64),
        end=np.array([day.toordinal() for day in rows["end"]], dtype=np.int64),
        sample=rows["sample"].cast(pl.Float64).fill_null(np.nan).to_numpy(),
        shares=rows.select(pl.col(name).cast(pl.Float64).fill_null(np.nan) for name in parties).to_numpy(),
    )


def joined(first: PollTable, second: PollTable) -> PollTable:
    """Return two tables of the same parties as one, by end of fieldwork; what both have, the first's alone."""
    second = second.without(first)
    order = np.argsort(np.concatenate([first.end, second.end]), kind="stable")
    return PollTable(
        first.parties,
        np.concatenate([first.pollster, second.pollster])[order],
        np.concatenate([first.start, second.start])[order],
        np.concatenate([first.end, second.end])[order],
        np.concatenate([first.sample, second.sample])[order],
        np.concatenate([first.shares, second.shares])[order],
    )


def known_parties(table: PollTable, weights: Floats, least: float = 0.5) -> list[int]:
    """Return the columns of parties that polls of at least `least` (0-1) of all weight gave a figure for."""
    given = weights @ ~np.isnan(table.shares)
    named = [name != OTHER for name in table.parties]
    return [int(column) for column in np.flatnonzero((given >= least * weights.sum()) & named)]
