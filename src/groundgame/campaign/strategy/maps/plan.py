"""The map of a plan: every ward by the hours that it gets."""

from collections import Counter
from collections.abc import Mapping

from groundgame.campaign.strategy.maps.drawing import Painted, hex_map, shape_map
from groundgame.campaign.strategy.maps.scales import NO_FIGURE, STEPS
from groundgame.campaign.strategy.maps.shapes import UserShapes
from groundgame.campaign.strategy.maps.wards import Key, WardMap
from groundgame.electoral.places import atlas, hex_layout

WIDTHS = (1, 2, 3, 5, 10, 15, 20, 30, 50, 75, 100, 150, 200, 300, 500, 1_000)


def draw_plan(hours: Mapping[str, float], addresses: Mapping[str, str], title: str, shapes: UserShapes) -> WardMap:
    """Draw every ward with its hours; those that get none are left plain."""
    width = _width(max(hours.values(), default=0.0))
    painted = [_painted(code, hours.get(code, 0.0), width, addresses[code]) for code in sorted(hex_layout())]
    counts = Counter(cell.css for cell in painted)
    legend = tuple(Key("", words, counts[css], css=css) for css, words in _ranges(width))
    legend = (*legend, Key("·", "none", counts[NO_FIGURE], css=NO_FIGURE))
    if shapes.wards is None:
        return WardMap(hex_map(painted, hex_layout(), title), legend, real=False)
    return WardMap(shape_map(painted, shapes.wards, shapes.boroughs, title), legend, real=True)


def _width(most: float) -> int:
    """Return the least round width of a step with which seven steps reach the most hours."""
    return next((width for width in WIDTHS if width * STEPS >= most), WIDTHS[-1])


def _ranges(width: int) -> list[tuple[str, str]]:
    inner = [(f"s{step}", f"{step * width:,} to {(step + 1) * width:,}") for step in range(1, STEPS - 1)]
    return [("s0", f"under {width:,} hours"), *inner, (f"s{STEPS - 1}", f"{(STEPS - 1) * width:,} or more")]


def _painted(code: str, hours: float, width: int, address: str) -> Painted:
    ward = atlas().area(code)
    borough = atlas().area(ward.borough or "")
    css = f"s{min(int(hours // width), STEPS - 1)}" if hours else NO_FIGURE
    told = f"{hours:,.0f} hours" if hours else "no hours"
    mark = f"{hours:.0f}" if hours else "·"
    return Painted(code, address, f"{ward.name}, {borough.name}: {told}", mark, borough.code, css=css)
