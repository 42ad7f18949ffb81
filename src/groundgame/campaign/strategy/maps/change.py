"""The map of change: every ward of today with what changed in the area that holds it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from groundgame.campaign.strategy.maps.drawing import Painted, hex_map, shape_map
from groundgame.campaign.strategy.maps.scales import NO_FIGURE, Scale
from groundgame.campaign.strategy.maps.shapes import UserShapes
from groundgame.campaign.strategy.maps.wards import Key, WardMap
from groundgame.campaign.strategy.templatetags.figures import points
from groundgame.electoral.places import Area, atlas, hex_layout

CHANGE = Scale("d", (-0.15, -0.10, -0.03, 0.03, 0.10, 0.15))
TIDE = Scale("d", (-0.06, -0.04, -0.01, 0.01, 0.04, 0.06))


@dataclass(frozen=True, slots=True)
class Figure:
    """What a ward shows: a change (-1 to 1), and the area that it is of where that is not the ward."""

    value: float
    whose: str = ""


def draw_change(figures: Mapping[str, Figure], measure: str, scale: Scale, title: str, shapes: UserShapes) -> WardMap:
    """Draw the wards that have a figure on a scale around zero; those without are left plain."""
    painted = [_painted(atlas().area(code), figures.get(code), measure, scale) for code in sorted(hex_layout())]
    counts = Counter(cell.css for cell in painted)
    legend = [Key("", words, counts[css], css=css) for css, words in scale.ranges()]
    if counts[NO_FIGURE]:
        legend.append(Key("–", "not compared", counts[NO_FIGURE], css=NO_FIGURE))
    if shapes.wards is None:
        return WardMap(hex_map(painted, hex_layout(), title), tuple(legend), real=False)
    return WardMap(shape_map(painted, shapes.wards, shapes.boroughs, title), tuple(legend), real=True)


def _painted(ward: Area, figure: Figure | None, measure: str, scale: Scale) -> Painted:
    borough = atlas().area(ward.borough or "")
    told = "not compared" if figure is None else f"{measure} {points(figure.value)} points{figure.whose}"
    return Painted(
        ward.code,
        reverse("strategy:place", args=[ward.code]),
        f"{ward.name}, {borough.name}: {told}",
        "–" if figure is None else points(figure.value, 0),
        borough.code,
        css=scale.css(None if figure is None else figure.value),
    )
