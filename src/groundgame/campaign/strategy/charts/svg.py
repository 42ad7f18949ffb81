"""Turn an Altair chart into SVG that fits the page: transparent, in the page's ink and font, light or dark."""

import re
import threading
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, Any

from django.core.cache import cache as drawn
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    import altair as alt

DAY_SECONDS = 86_400
DRAWING = threading.Lock()
"""One thread at a time draws: two that load the libraries at once may each see half of them."""
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


def warm_up() -> None:
    """Load the drawing libraries, which takes seconds, by drawing a dot."""
    draw(_dot, "")


def chart_svg(key: str, words: str, make: Callable[[], "alt.TopLevelMixin"]) -> SafeString:
    """Return a chart as SVG whose accessible name is `words`; drawn once a day for each key."""
    svg: str | None = drawn.get(key)
    if svg is None:
        svg = draw(make, words)
        drawn.set(key, svg, DAY_SECONDS)
    return SafeString(svg)


def draw(make: Callable[[], "alt.TopLevelMixin"], words: str) -> SafeString:
    """Return a chart as SVG. Screen readers get `words`, and the table beside the chart."""
    with DRAWING:
        import vl_convert  # takes a second to load: only the first chart pays

        spec = make().to_dict()
        svg: str = vl_convert.vegalite_to_svg(spec | {"config": THEME})
    plain = INNER_LABELS.sub("", svg).replace("<svg ", f'<svg role="img" aria-label="{escape(words)}" ', 1)
    return SafeString(plain)  # drawn by us from the record; Vega escapes its texts


def _dot() -> "alt.TopLevelMixin":
    import altair as alt

    chart: alt.TopLevelMixin = alt.Chart({"values": [{"x": 0}]}).mark_point().encode(x="x:Q")
    return chart
