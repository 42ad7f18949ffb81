"""Polls as arrays: who asked, when, how many, and what they found."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import numpy as np
import numpy.typing as npt
import polars as pl

from groundgame.electoral.contests import record
from groundgame.electoral.contests.parties import OTHER

Floats = npt.NDArray[np.float64]
LONGEST_FIELDWORK_DAYS = 60
NOT_PARTIES = ("era", "fieldwork_start", "fieldwork", "pollster", "client", "mode")
# The table begins in 1945.
FIRST_TWO_DIGITS = 45
UNNAMED = "not named"
# Day of the month, and the month where the table gives it: "5-11", "28/4-3/5", "?-9".
LAST_DAY = re.compile(r"(\d+)(?:/(\d+))?\D*$")


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
        chosen = slice(*np.searchsorted(self.end, [first.toordinal(), before.toordinal()]).tolist())
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
    """Return the record's polls of Great Britain; those dated outside their own parliament are left out (three are)."""
    table = record().frame("polls")
    parties = tuple(name for name in table.columns if name not in NOT_PARTIES)
    days = [_days(*row) for row in table.select("fieldwork_start", "fieldwork").iter_rows()]
    dated = table.with_columns(
        start=pl.Series([start for start, _ in days]), end=pl.Series([end for _, end in days])
    ).filter(pl.Series([_in_era(*row) for row in table.select("era", "fieldwork_start").iter_rows()]))
    return table_of(dated.rename({"pollster": "who"}).with_columns(pollster="who", sample=pl.lit(None)), parties)


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
    """Return two tables of the same parties as one, by end of fieldwork."""
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


def _days(start: date, fieldwork: str | None) -> tuple[date, date]:
    """Return when fieldwork began and ended: the end is a day of the month, that of the start or the next one."""
    found = LAST_DAY.search(fieldwork or "")
    if found is None:
        return start, start
    day, month = int(found[1]), int(found[2] or 0)
    ends = (start + timedelta(days=after) for after in range(LONGEST_FIELDWORK_DAYS))
    end = next((one for one in ends if one.day == day and month in {0, one.month}), start)
    return start, end


def _in_era(era: str, start: date) -> bool:
    """Tell whether a day is within a parliament named by its years, such as `59-64`, `74` or `24-`."""
    first, _, last = era.partition("-")
    years = [_year(text) for text in (first, last or ("" if "-" in era else first)) if text]
    return years[0] <= start.year and (len(years) == 1 or start.year <= years[1])


def _year(two_digits: str) -> int:
    year = int(two_digits)
    return 1900 + year if year >= FIRST_TWO_DIGITS else 2000 + year
