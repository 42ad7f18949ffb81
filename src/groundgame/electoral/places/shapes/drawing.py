"""From degrees to SVG: every point is moved to a grid, so that neighbours still meet, and written as short steps."""

import numpy as np
from numpy.typing import NDArray

from groundgame.electoral.places.projection import flatten
from groundgame.electoral.places.topology import Points, Polygon

GRID_WIDTH = 4000
Box = tuple[int, int, int, int]
Cells = NDArray[np.int64]


def draw(shapes: dict[str, list[Polygon]]) -> tuple[Box, dict[str, str]]:
    """Return the view box (x, y, width, height) and the `d` of each area's SVG path, by code in order.

    The grid is 4,000 across the map: 15 metres for London.
    """
    flat = {code: [[flatten(ring) for ring in polygon] for polygon in shapes[code]] for code in sorted(shapes)}
    every = np.concatenate([polygon[0] for polygons in flat.values() for polygon in polygons])
    corner, extent = every.min(axis=0), np.ptp(every, axis=0)
    step = float(extent[0]) / GRID_WIDTH
    paths = {code: _path(polygons, corner, step) for code, polygons in flat.items()}
    return (0, 0, GRID_WIDTH, int(np.ceil(extent[1] / step))), paths


def _path(polygons: list[Polygon], corner: Points, step: float) -> str:
    rings = [_snap(ring, corner, step) for polygon in polygons for ring in polygon]
    return "".join(_steps(ring) for ring in rings if len(ring) > 2)


def _snap(ring: Points, corner: Points, step: float) -> Cells:
    """Return the ring on the grid, without its closing point, repeated points, and points on a straight line."""
    cells = np.rint((ring - corner) / step).astype(np.int64)
    cells = cells[np.any(cells != np.roll(cells, 1, axis=0), axis=1)]
    before, after = cells - np.roll(cells, 1, axis=0), np.roll(cells, -1, axis=0) - cells
    turns = before[:, 0] * after[:, 1] != before[:, 1] * after[:, 0]
    corners: Cells = cells[turns]
    return corners


def _steps(ring: Cells) -> str:
    x, y = ring[0]
    moves = "".join(
        f"{dx:d}{dy:+d}" if i == 0 else f"{dx:+d}{dy:+d}" for i, (dx, dy) in enumerate(np.diff(ring, axis=0))
    )
    return f"M{x:d} {y:d}l{moves}z"
