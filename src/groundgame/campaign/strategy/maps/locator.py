"""A small map that shows where in the city a place is."""

from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe

from groundgame.campaign.strategy.maps.drawing import view_box
from groundgame.campaign.strategy.maps.geometry import RADIUS, borders, hexagon
from groundgame.electoral.places import Area, AreaKind, Hex, atlas, hex_layout


@lru_cache(maxsize=1024)
def locator(area: Area) -> SafeString | None:
    """Return the city's outline with the place's wards filled in, or None where the layout has none of them."""
    layout = hex_layout()
    inside = [layout[code] for code in sorted(atlas().wards_within(area.code)) if code in layout]
    if area.kind is AreaKind.CITY or not inside:
        return None
    around = [cell for code, cell in layout.items() if area.kind is AreaKind.WARD and _borough(code) == area.borough]
    outline = borders(dict.fromkeys(layout.values(), ""))
    return mark_safe(  # noqa: S308 (every text in it is escaped)
        f'<svg viewBox="{view_box(layout.values())}" role="img" aria-label="Where {escape(area.name)} is in London">'
        f'<defs><path id="place" d="{hexagon()}"/></defs><path class="edge" d="{outline}"/>'
        f"{_cells(around, 'around')}{_cells(inside, 'here')}</svg>"
    )


def _borough(ward: str) -> str | None:
    return atlas().area(ward).borough


def _cells(cells: list[Hex], css: str) -> str:
    points = (cell.centre(RADIUS) for cell in cells)
    return "".join(f'<use href="#place" class="{css}" x="{x:.2f}" y="{y:.2f}"/>' for x, y in points)
