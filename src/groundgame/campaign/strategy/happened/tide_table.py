"""The table of who beat the tide: each place's departure, drawn, with what its interval bears."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from groundgame.campaign.strategy.charts.whiskers import Axis, Interval
from groundgame.campaign.strategy.templatetags.figures import points
from groundgame.electoral.places import UnknownAreaError, atlas

VERDICTS = BEAT, FLOATED, SHORT = ("beat the tide", "with the tide", "fell short of it")
ENDS = 10
"""How many of the best and of the worst are shown before all of them."""


@dataclass(frozen=True, slots=True)
class TideRow:
    """One place: how its share changed and was expected to (-1 to 1), its departure, and its rank with its range."""

    code: str
    name: str
    where: str
    change: float
    expected: float
    departure: Interval
    rank: int
    rank_best: int
    rank_worst: int

    @property
    def verdict(self) -> str:
        """What the interval bears: a place beat the tide or fell short of it only where zero is outside."""
        if self.departure.p05 > 0:
            return BEAT
        return SHORT if self.departure.p95 < 0 else FLOATED

    @property
    def linked(self) -> bool:
        """Whether the place has a page: old seats without a code have none."""
        return is_known(self.code)


@dataclass(frozen=True)
class TideTable:
    """Places from the best to the worst, and the axis on which their departures are drawn.

    `of_wards` is whether the figures of each are means of its wards'.
    """

    unit: str
    rows: tuple[TideRow, ...]
    axis: Axis
    of_wards: bool = False

    @property
    def head(self) -> SafeString:
        """The axis, in points."""
        return self.axis.head(lambda value: points(value, 0))

    def drawn(self, rows: Iterable[TideRow]) -> list[tuple[TideRow, SafeString]]:
        """Return rows with their whiskers."""
        return [(row, self.axis.draw(row.departure, zero=0.0, css=_css(row))) for row in rows]

    @cached_property
    def best(self) -> list[tuple[TideRow, SafeString]]:
        """The places that did best."""
        return self.drawn(self.rows[:ENDS])

    @cached_property
    def worst(self) -> list[tuple[TideRow, SafeString]]:
        """The places that did worst, of those that are not among the best, the worst first."""
        return self.drawn(reversed(self.rows[ENDS:][-ENDS:]))

    @property
    def has_more(self) -> bool:
        """Whether there are places between the best and the worst."""
        return len(self.rows) > 2 * ENDS

    @cached_property
    def all_rows(self) -> SafeString:
        """Every row in figures alone."""
        return format_html_join("\n", "{}", ((_figures(row),) for row in self.rows))

    def count(self, verdict: str) -> int:
        """Return how many places got a verdict."""
        return sum(row.verdict == verdict for row in self.rows)


def table_of(unit: str, frame: pl.DataFrame, *, of_wards: bool = False) -> TideTable:
    """Return the table of a frame as `swing.tide` gives it; `unit` is what its places are called."""
    rows = tuple(_rows(frame.iter_rows(named=True)))
    return TideTable(unit, rows, Axis.of((row.departure for row in rows), around=0.0), of_wards)


def _rows(rows: Iterable[dict[str, Any]]) -> Iterable[TideRow]:
    for row in rows:
        yield TideRow(
            code=row["area"],
            name=row["name"],
            where=_where(row["borough"], row["area"]),
            change=row["change"],
            expected=row["expected"],
            departure=Interval(row["departure"], row["p05"], row["p95"]),
            rank=int(row["rank"]),
            rank_best=round(row["rank_p05"]),
            rank_worst=round(row["rank_p95"]),
        )


def _figures(row: TideRow) -> SafeString:
    cells = (
        points(row.change),
        points(row.expected),
        points(row.departure.middle),
        f"{points(row.departure.p05)} to {points(row.departure.p95)}",
        row.rank,
        f"{row.rank_best}–{row.rank_worst}",
    )
    written = format_html_join("", '<td class="num">{}</td>', ((cell,) for cell in cells))
    where = format_html(' <small class="muted">{}</small>', row.where) if row.where else ""
    return format_html('<tr><th scope="row">{}{}</th>{}<td>{}</td></tr>', row.name, where, written, row.verdict)


def is_known(code: str) -> bool:
    """Tell whether the atlas knows a code."""
    try:
        atlas().area(code)
    except UnknownAreaError:
        return False
    return True


def _where(borough: str | None, code: str) -> str:
    if not borough or borough == code:
        return ""
    return atlas().area(borough).name if is_known(borough) else ""


def _css(row: TideRow) -> str:
    return {BEAT: "up", SHORT: "down"}.get(row.verdict, "")
