"""Draw a map as SVG: a link for each ward, with its name and figure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe

from groundgame.campaign.strategy.colours import ink_on
from groundgame.campaign.strategy.maps.geometry import RADIUS, borders, hexagon
from groundgame.electoral.places import Hex, layout_box
from groundgame.electoral.places.shapes import Shapes

MARGIN = 0.2


@dataclass(frozen=True, slots=True)
class Painted:
    """One ward as it is shown.

    `words` name the ward and say its figure; `mark` stands in the hex, so that colour is never alone. `fill` is the
    colour of a party, or `css` the class of a step of a scale. `group` is the borough, whose outline is drawn.
    """

    code: str
    address: str
    words: str
    mark: str
    group: str
    fill: str = ""
    css: str = ""


def hex_map(painted: Sequence[Painted], layout: Mapping[str, Hex], title: str) -> SafeString:
    """Return the map of hexes."""
    groups = {layout[ward.code]: ward.group for ward in painted}
    cells = "".join(_hex(ward, *layout[ward.code].centre(RADIUS)) for ward in painted)
    return mark_safe(  # noqa: S308 (every text in it is escaped)
        f'<svg viewBox="{view_box(groups)}" role="group" aria-label="{escape(title)}">'
        f'<defs><path id="cell" d="{hexagon()}"/></defs>{cells}<path class="edge" d="{borders(groups)}"/></svg>'
    )


def shape_map(painted: Sequence[Painted], shapes: Shapes, outlines: Shapes | None, title: str) -> SafeString:
    """Return the map of real shapes; areas of the file that are not painted (the City's wards) are drawn plain."""
    known = {ward.code for ward in painted}
    plain = "".join(
        f'<path class="cell scaled none" d="{escape(d)}"/>' for c, d in shapes.paths.items() if c not in known
    )
    cells = "".join(_shape(ward, shapes.paths[ward.code]) for ward in painted if ward.code in shapes.paths)
    edges = "" if outlines is None or outlines.box != shapes.box else "".join(outlines.paths.values())
    left, top, width, height = shapes.box
    return mark_safe(  # noqa: S308 (every text in it is escaped)
        f'<svg class="shapes" viewBox="{left} {top} {width} {height}" role="group" aria-label="{escape(title)}">'
        f'{plain}{cells}<path class="edge" d="{escape(edges)}"/></svg>'
    )


def _shape(ward: Painted, path: str) -> str:
    fill, _ = _paint(ward)
    title = f"<title>{escape(ward.words)}</title>"
    return f'<a href="{escape(ward.address)}">{title}<path d="{escape(path)}" {fill}/></a>'


def _hex(ward: Painted, x: float, y: float) -> str:
    place = f'x="{x:.2f}" y="{y:.2f}"'
    fill, ink = _paint(ward)
    size = "1.1" if ward.fill else ".78"
    return (
        f'<a href="{escape(ward.address)}"><title>{escape(ward.words)}</title>'
        f'<use href="#cell" {place} {fill}/><text {place} font-size="{size}" {ink}>{escape(ward.mark)}</text></a>'
    )


def view_box(cells: Iterable[Hex]) -> str:
    """Return the SVG view box that holds the cells."""
    left, top, width, height = layout_box(list(cells), RADIUS)
    return f"{left - MARGIN:.2f} {top - MARGIN:.2f} {width + 2 * MARGIN:.2f} {height + 2 * MARGIN:.2f}"


def _paint(ward: Painted) -> tuple[str, str]:
    if ward.fill:
        return f'class="cell" fill="{ward.fill}"', f'fill="{ink_on(ward.fill)}"'
    return f'class="cell scaled {ward.css}"', f'class="scaled {ward.css}"'
