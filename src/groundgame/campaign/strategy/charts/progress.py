"""Hours planned and hours done, week by week."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from groundgame.campaign.strategy.charts.svg import INK

if TYPE_CHECKING:
    import altair as alt

WIDTH, HEIGHT = 460, 200
PLANNED, DONE = "#b5622f", "#3f8796"


def progress_chart(figures: Sequence[tuple[str, float, float]]) -> "alt.TopLevelMixin":
    """Return the plot of weeks (their Mondays), hours planned and hours done: an outline, and what fills it."""
    import altair as alt  # takes seconds to load: only the first chart pays

    rows = [{"week": week, "planned": planned, "done": done} for week, planned, done in figures]
    base = alt.Chart({"values": rows}).encode(
        x=alt.X("week:O", timeUnit="yearmonthdate", axis=alt.Axis(title="Week of", format="%-d %b", labelAngle=0))
    )
    title = "Hours: outlined planned, filled done"
    wide = base.mark_bar(fillOpacity=0, stroke=PLANNED, strokeWidth=2, size=30).encode(
        y=alt.Y("planned:Q", axis=alt.Axis(title=title, tickCount=4))
    )
    slim = base.mark_bar(color=DONE, size=18).encode(y=alt.Y("done:Q"))
    words = base.mark_text(dy=-7, color=INK).encode(y="planned:Q", text=alt.Text("planned:Q", format=",.0f"))
    chart: alt.TopLevelMixin = wide + slim + words
    return chart.properties(width=WIDTH, height=HEIGHT)
