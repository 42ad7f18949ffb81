"""The lines of a list that are not taken, each with its reason: all are said, and the others may be taken alone."""

from collections.abc import Sequence

import polars as pl

from groundgame.campaign.register.importing.errors import RegisterFileError
from groundgame.campaign.register.importing.sheets import Sheet
from groundgame.campaign.register.importing.unusual import REFUSED_BOX

MOST_NAMED = 20
NO_SUCH_NUMBER = (
    "the register published on {} has no elector number {}-{}{}. Give the file that goes with that register."
)


class RefusedLines:
    """Which rows of a sheet are refused, and why; of each the first reason stands."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._why: dict[int, str] = {}

    def add(self, bad: pl.Series, reasons: pl.Series) -> None:
        """Refuse the rows that are bad, each with its reason."""
        for at in bad.fill_null(value=True).arg_true():
            self._why.setdefault(at, reasons[at])

    def __len__(self) -> int:
        return len(self._why)

    @property
    def lines(self) -> str:
        """The numbers of the lines, the first of them where they are very many: "3, 5 and 12", "3, 5 and 80 more"."""
        return _listed(self._lines(sorted(self._why)), len(self._why))

    def _lines(self, rows: Sequence[int]) -> list[int]:
        return self._sheet.lines_of([self._sheet.frame["record"][at] for at in rows[:MOST_NAMED]])

    def others(self, rows: pl.DataFrame, *, accept: bool) -> pl.DataFrame:
        """Return the rows, one for each of the sheet's, that are not refused.

        Raises:
            RegisterFileError: if any is refused and `accept` does not say that the others are wanted; or all are.
        """
        if not self._why:
            return rows
        if not accept or len(self._why) == rows.height:
            raise RegisterFileError(self._sentence(rows.height))
        return rows.with_row_index("at").filter(~pl.col("at").is_in(list(self._why))).drop("at")

    def _sentence(self, rows: int) -> str:
        first, *more = sorted(self._why)
        told = f"Line {self._lines([first])[0]}: {self._why[first]}"
        if more:
            others = _listed(self._lines(more), len(more))
            told += f" Refused too {'is line' if len(more) == 1 else 'are lines'} {others}."
        them = "them" if more else "it"
        return told if len(self._why) == rows else f"{told} To go on without {them}, tick “{REFUSED_BOX}”."


def _listed(lines: list[int], count: int) -> str:
    *some, last = [f"{line}" for line in lines]
    last = f"{count - len(some):,} more" if count > len(lines) else last
    return f"{', '.join(some)} and {last}" if some else last
