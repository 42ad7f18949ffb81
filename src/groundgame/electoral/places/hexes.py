"""The hex map: one pointy-top hex a ward, each borough in one piece.

Cells have axial coordinates; the third axis is -q-r (Amit Patel, "Hexagonal Grids").
"""

import math
from dataclasses import dataclass
from functools import cache

from groundgame.electoral.places.tables import read_table

STEPS = ((1, 0), (1, -1), (0, -1), (-1, 0), (-1, 1), (0, 1))


@dataclass(frozen=True, slots=True, order=True)
class Hex:
    """A cell: q counts eastward along a row, r counts rows southward."""

    q: int
    r: int

    def neighbours(self) -> tuple["Hex", ...]:
        """Return the six cells that share an edge with this one."""
        return tuple(Hex(self.q + q, self.r + r) for q, r in STEPS)

    def distance(self, other: "Hex") -> int:
        """Return the steps from cell to cell.

        >>> Hex(0, 0).distance(Hex(2, -1))
        2
        """
        q, r = self.q - other.q, self.r - other.r
        return max(abs(q), abs(r), abs(q + r))

    def centre(self, radius: float) -> tuple[float, float]:
        """Return x (eastward) and y (downward) of the centre, where `radius` is the distance to a corner."""
        return radius * math.sqrt(3) * (self.q + self.r / 2), radius * 1.5 * self.r

    def corners(self, radius: float, drawn: float = 1.0) -> tuple[tuple[float, float], ...]:
        """Return the six corners for an SVG polygon; `drawn` below 1 leaves a gap between cells."""
        x, y = self.centre(radius)
        angles = [math.radians(60 * corner + 30) for corner in range(6)]
        return tuple((x + radius * drawn * math.cos(a), y + radius * drawn * math.sin(a)) for a in angles)


@cache
def hex_layout() -> dict[str, Hex]:
    """Return the cell of each of the 679 wards of the 32 boroughs, by ward code; the City of London has none."""
    return {code: Hex(q, r) for code, q, r in read_table("hexes").select("code", "q", "r").iter_rows()}


def layout_box(cells: list[Hex], radius: float) -> tuple[float, float, float, float]:
    """Return x, y, width and height that hold the cells, as an SVG's view box wants them."""
    centres = [cell.centre(radius) for cell in cells]
    half = radius * math.sqrt(3) / 2
    left, right = min(x for x, _ in centres) - half, max(x for x, _ in centres) + half
    top, bottom = min(y for _, y in centres) - radius, max(y for _, y in centres) + radius
    return left, top, right - left, bottom - top
