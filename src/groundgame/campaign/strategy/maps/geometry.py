"""The lines between groups of hexes. Cells have radius 1, and y grows downwards, as in SVG."""

from collections.abc import Mapping

from groundgame.electoral.places import Hex

RADIUS = 1.0
SIDES = 6


def hexagon() -> str:
    """Return the path of a cell around the origin."""
    return "M" + "L".join(f"{x:.3f} {y:.3f}" for x, y in Hex(0, 0).corners(RADIUS)) + "Z"


def borders(groups: Mapping[Hex, str]) -> str:
    """Return one path of every side that parts two groups, or a group from the outside; each side is drawn once."""
    return "".join(
        _line(cell, side)
        for cell, group in sorted(groups.items())
        for side, other in enumerate(_across(cell))
        if other not in groups or (groups[other] != group and cell < other)
    )


def _across(cell: Hex) -> list[Hex]:
    """Return the neighbour beyond each side; side i joins corner i to the next one."""
    corners = cell.corners(RADIUS)
    x, y = cell.centre(RADIUS)
    found = []
    for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1], strict=True):
        over = (ax + bx - x, ay + by - y)
        found.append(min(cell.neighbours(), key=lambda other: _distance(other.centre(RADIUS), over)))
    return found


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def _line(cell: Hex, side: int) -> str:
    corners = cell.corners(RADIUS)
    (ax, ay), (bx, by) = corners[side], corners[(side + 1) % SIDES]
    return f"M{ax:.2f} {ay:.2f}L{bx:.2f} {by:.2f}"
