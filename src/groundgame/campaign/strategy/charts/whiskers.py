"""Dots with whiskers, one a row of a table: the figure, and the interval that holds it nine times of ten.

Positions are in per cent of the cell's width, so that the drawing follows the table at every width.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from groundgame.campaign.strategy.charts.axes import round_steps

MARGIN = 0.06
Write = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure, its 90% interval, and its 50% interval where that is known; all in one unit."""

    middle: float
    p05: float
    p95: float
    p25: float | None = None
    p75: float | None = None


@dataclass(frozen=True, slots=True)
class Axis:
    """From where to where a column of whiskers reaches, and the ticks it names."""

    low: float
    high: float
    ticks: tuple[float, ...]

    @classmethod
    def of(
        cls, intervals: Iterable[Interval], *, around: float | None = None, ticks: int = 3, whole: bool = False
    ) -> "Axis":
        """Return an axis that holds every interval, and `around` (a line to compare with) where that is named.

        `whole` is for counts: no tick stands between two whole numbers.
        """
        ends = [end for one in intervals for end in (one.p05, one.p95)] + ([] if around is None else [around])
        low, high = min(ends, default=0.0), max(ends, default=1.0)
        spare = MARGIN * (high - low or 1.0)
        steps = round_steps(low, high, ticks)
        return cls(low - spare, high + spare, tuple(tick for tick in steps if not whole or tick == round(tick)))

    def at(self, value: float) -> str:
        """Return where a value stands, in per cent of the width."""
        return f"{100 * (value - self.low) / (self.high - self.low):.2f}%"

    def head(self, write: Write) -> SafeString:
        """Draw the ticks' labels, for the head of the column."""
        labels = ((self.at(tick), write(tick)) for tick in self.ticks)
        drawn = format_html_join("", '<text x="{}" y="75%">{}</text>', labels)
        return format_html('<svg class="whisker axis" aria-hidden="true">{}</svg>', drawn)

    def draw(self, one: Interval, *, zero: float | None = None, css: str = "") -> SafeString:
        """Draw one row; its figures stand beside it in the table, so screen readers leave it out."""
        grid = format_html_join(
            "", '<line class="grid" x1="{0}" x2="{0}" y2="100%"/>', [(self.at(t),) for t in self.ticks]
        )
        base = "" if zero is None else format_html('<line class="zero" x1="{0}" x2="{0}" y2="100%"/>', self.at(zero))
        half = "" if one.p25 is None or one.p75 is None else self._bar("half", one.p25, one.p75)
        return format_html(
            '<svg class="whisker {}" aria-hidden="true">{}{}{}{}<circle cx="{}" cy="50%" r="5"/></svg>',
            css,
            grid,
            base,
            self._bar("wide", one.p05, one.p95),
            half,
            self.at(one.middle),
        )

    def dumbbell(self, start: float, end: float) -> SafeString:
        """Draw one row of two figures: a hollow dot where it starts, a full one where it ends."""
        return format_html(
            '<svg class="whisker solid" aria-hidden="true">{}<circle class="start" cx="{}" cy="50%" r="5"/>'
            '<circle cx="{}" cy="50%" r="5"/></svg>',
            self._bar("wide", start, end),
            self.at(start),
            self.at(end),
        )

    def _bar(self, css: str, low: float, high: float) -> SafeString:
        ends = (self.at(low), self.at(high))
        return format_html('<line class="{}" x1="{}" x2="{}" y1="50%" y2="50%"/>', css, *ends)
