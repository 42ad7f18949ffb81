"""Plots of inner against outer London: one measure, two lines."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from groundgame.campaign.strategy.charts.history import spread_out
from groundgame.campaign.strategy.charts.svg import INK

if TYPE_CHECKING:
    import altair as alt

WIDTH, HEIGHT = 330, 210
COLOURS = {"Inner": "#b5622f", "Outer": "#3f8796"}
DASHES: dict[str, list[int]] = {"Inner": [1, 0], "Outer": [6, 3]}
LABEL_GAP = 0.09


@dataclass(frozen=True, slots=True)
class RingPoint:
    """One figure (0-1) of each ring on one day; None where it was not published."""

    date: dt.date
    inner: float | None
    outer: float | None
    exact: bool


def ring_chart(points: Sequence[RingPoint]) -> "alt.TopLevelMixin":
    """Return the plot: a solid line for inner and a dashed one for outer London, hollow points where estimated."""
    import altair as alt  # takes seconds to load: only the first chart pays

    rows = _rows(points)
    top = max(row["value"] for row in rows) * 1.1
    scale = alt.Scale(domain=list(COLOURS), range=list(COLOURS.values()))
    colour = alt.Color("ring:N", legend=None, scale=scale)
    base = alt.Chart({"values": rows}).encode(
        x=alt.X("date:T", axis=alt.Axis(title=None, format="%Y", tickCount=5, grid=False), scale=alt.Scale(padding=12)),
        y=alt.Y("value:Q", axis=alt.Axis(title=None, format=".0%", tickCount=4), scale=alt.Scale(domain=[0, top])),
        color=colour,
    )
    dash = alt.StrokeDash("ring:N", legend=None, scale=alt.Scale(domain=list(DASHES), range=list(DASHES.values())))
    dots = base.mark_point(size=45, opacity=1, strokeWidth=2).encode(
        fill=alt.condition("datum.exact", colour, alt.value("transparent"))
    )
    chart: alt.TopLevelMixin = base.mark_line(strokeWidth=2.4).encode(strokeDash=dash) + dots + _labels(rows, top)
    return chart.properties(width=WIDTH, height=HEIGHT)


def _rows(points: Sequence[RingPoint]) -> list[dict[str, Any]]:
    return [
        {"date": point.date.isoformat(), "ring": ring, "value": value, "exact": point.exact}
        for point in points
        for ring, value in (("Inner", point.inner), ("Outer", point.outer))
        if value is not None
    ]


def _labels(rows: list[dict[str, Any]], top: float) -> "alt.Chart":
    import altair as alt

    last = max(row["date"] for row in rows)
    ends = [row for row in rows if row["date"] == last]
    heights = spread_out([row["value"] for row in ends], gap=LABEL_GAP * top)
    labels = [{"date": last, "value": at, "label": row["ring"]} for at, row in zip(heights, ends, strict=True)]
    text = alt.Chart({"values": labels}).mark_text(align="left", dx=8, color=INK, fontWeight="bold")
    chart: alt.Chart = text.encode(x="date:T", y="value:Q", text="label:N")
    return chart
