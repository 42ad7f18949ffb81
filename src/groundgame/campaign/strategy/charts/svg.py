"""Turn an Altair chart into SVG that fits the page: transparent, in the page's ink and font, light or dark."""

import re
import threading
from collections.abc import Callable
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from django.core.cache import cache as drawn
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    import altair as alt

DAY_SECONDS = 86_400
INNER_LABELS = re.compile(r' (?:aria-[a-z]+|role|class)="[^"]*"')
INK = "currentColor"
THEME: dict[str, Any] = {
    "background": None,
    "font": "inherit",
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK,
        "titleColor": INK,
        "tickColor": INK,
        "domainColor": INK,
        "gridColor": INK,
        "gridOpacity": 0.15,
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
    },
    "text": {"color": INK, "fontSize": 13},
    "title": {"color": INK, "fontSize": 13, "anchor": "start"},
    "header": {"labelColor": INK, "titleColor": INK, "labelFontSize": 13},
    "legend": {"labelColor": INK, "titleColor": INK, "labelFontSize": 12},
}


@cache
def warm_up() -> None:
    """Load the drawing libraries aside, once: it takes seconds, and the first page a director reads needs no chart."""
    threading.Thread(target=_load).start()


def _load() -> None:
    import altair as alt
    import vl_convert

    empty = alt.Chart({"values": [{"x": 0}]}).mark_point().encode(x="x:Q")
    vl_convert.vegalite_to_svg(empty.to_dict())


def chart_svg(key: str, words: str, make: Callable[[], "alt.TopLevelMixin"]) -> SafeString:
    """Return a chart as SVG whose accessible name is `words`; drawn once a day for each key."""
    svg: str | None = drawn.get(key)
    if svg is None:
        svg = draw(make(), words)
        drawn.set(key, svg, DAY_SECONDS)
    return SafeString(svg)  # drawn by us from the record; Vega escapes its texts


def draw(chart: "alt.TopLevelMixin", words: str) -> str:
    """Return the chart as SVG. Screen readers get `words`, and the table beside the chart."""
    import vl_convert  # both libraries take seconds to load: only the first chart pays

    spec = chart.to_dict()
    spec["config"] = THEME
    svg: str = INNER_LABELS.sub("", vl_convert.vegalite_to_svg(spec))
    return svg.replace("<svg ", f'<svg role="img" aria-label="{escape(words)}" ', 1)
