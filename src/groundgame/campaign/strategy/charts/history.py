"""The plot of a place's history at one tier: each party's share, election by election."""

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from groundgame.campaign.strategy.charts.svg import INK
from groundgame.campaign.strategy.history import TierHistory

if TYPE_CHECKING:
    import altair as alt

WIDTH, HEIGHT = 400, 210
LABEL_GAP = 0.075
"""How far apart labels stand, as a part of the plot's height: less, and they overlap."""


def history_words(place: str, history: TierHistory) -> str:
    """Return what the plot shows in a sentence, for those who do not see it."""
    latest = history.plotted[0]
    said = ", ".join(
        f"{party.name} {100 * share:.0f}%"
        for party, share in zip(history.parties, latest.shares, strict=True)
        if share is not None
    )
    years = f"{history.plotted[-1].date.year} to {latest.date.year}"
    return f"{history.name} in {place}, {years}: shares by party. Latest: {said}. The table below has every figure."


def history_chart(history: TierHistory) -> "alt.TopLevelMixin":
    """Return the plot: a line and its label for each party; points that are not the place's own figures are hollow."""
    import altair as alt  # takes seconds to load: only the first chart pays

    rows = _rows(history)
    top = max(row["share"] for row in rows) * 1.05
    colours = {party.short: party.colour for party in history.parties}
    x = alt.X("date:T", axis=alt.Axis(title=None, format="%Y", tickCount=5, grid=False), scale=alt.Scale(padding=12))
    y = alt.Y("share:Q", axis=alt.Axis(title=None, format=".0%", tickCount=4), scale=alt.Scale(domain=[0, top]))
    colour = alt.Color("party:N", legend=None, scale=alt.Scale(domain=list(colours), range=list(colours.values())))
    base = alt.Chart({"values": rows}).encode(x=x, y=y, color=colour)
    points = base.mark_point(size=38, opacity=1, strokeWidth=2).encode(
        fill=alt.condition("datum.own", colour, alt.value("transparent"))
    )
    chart: alt.TopLevelMixin = base.mark_line(strokeWidth=2.2) + points + _labels(history, top)
    return chart.properties(width=WIDTH, height=HEIGHT)


def _rows(history: TierHistory) -> list[dict[str, Any]]:
    return [
        {"date": election.date.isoformat(), "party": party.short, "share": share, "own": election.own}
        for election in history.plotted
        for party, share in zip(history.parties, election.shares, strict=True)
        if share is not None
    ]


def _labels(history: TierHistory, top: float) -> "alt.Chart":
    import altair as alt

    latest = history.plotted[0]
    ends = [
        (share, party.short) for party, share in zip(history.parties, latest.shares, strict=True) if share is not None
    ]
    heights = spread_out([share for share, _ in ends], gap=LABEL_GAP * top)
    rows = [
        {"date": latest.date.isoformat(), "share": height, "label": label}
        for height, (_, label) in zip(heights, ends, strict=True)
    ] + _gone(history)
    text = alt.Chart({"values": rows}).mark_text(align="left", dx=8, color=INK, fontWeight="bold")
    chart: alt.Chart = text.encode(x="date:T", y="share:Q", text="label:N")
    return chart


def _gone(history: TierHistory) -> list[dict[str, Any]]:
    """Return the labels of parties that stood before and not last time: each at its own last point."""
    latest, *earlier = history.plotted
    labels = []
    for at, party in enumerate(history.parties):
        last = next((one for one in earlier if one.shares[at] is not None), None)
        if latest.shares[at] is None and last is not None:
            labels.append({"date": last.date.isoformat(), "share": last.shares[at], "label": party.short})
    return labels


def spread_out(heights: list[float], *, gap: float) -> list[float]:
    """Return the heights moved upwards just enough to stand a gap apart, lowest first, in the order given.

    >>> spread_out([0.5, 0.1, 0.11], gap=0.125)
    [0.5, 0.1, 0.225]
    """
    order = sorted(range(len(heights)), key=lambda at: heights[at])
    moved = list(heights)
    for below, above in pairwise(order):
        moved[above] = max(moved[above], moved[below] + gap)
    return moved
