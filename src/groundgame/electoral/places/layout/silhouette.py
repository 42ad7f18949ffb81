"""London's outline in cells: as many hexes as there are wards, all of one size, that cover the city best."""

import math

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import binary_closing, binary_fill_holes
from scipy.spatial import cKDTree

from groundgame.electoral.places.hexes import Hex
from groundgame.electoral.places.topology import Points

RASTER_KM = 0.2
# The Thames below Tower Bridge is no hole in the map: gaps narrower than twice this are closed.
CLOSING_KM = 1.2
MARGIN_KM = 3.0
TRIED_SHIFTS = 4


def outline_cells(outline: list[Points], count: int) -> tuple[list[Hex], float]:
    """Return `count` cells that cover the outline best, sorted, and their radius in kilometres.

    The outline is the lines around the city in flat kilometres, in any order. Cells have the city's area between them;
    of a few shifts of the grid the one that leaves least of the city outside is taken.
    """
    land = _land(np.concatenate([np.hstack([line[:-1], line[1:]]) for line in outline]))
    radius = math.sqrt(len(land) * RASTER_KM**2 / count / (1.5 * math.sqrt(3)))
    steps = [step / TRIED_SHIFTS for step in range(TRIED_SHIFTS)]
    tries = [_cover(land, radius, (across, down), count) for across in steps for down in steps]
    _, cells = min(tries, key=lambda found: found[0])
    return cells, radius


def _land(segments: Points) -> Points:
    low, high = segments[:, :2].min(axis=0) - MARGIN_KM, segments[:, :2].max(axis=0) + MARGIN_KM
    across, down = np.arange(low[0], high[0], RASTER_KM), np.arange(low[1], high[1], RASTER_KM)
    inside = np.array([_inside_row(segments, y, across) for y in down])
    reach = round(CLOSING_KM / RASTER_KM)
    disc = np.hypot(*np.mgrid[-reach : reach + 1, -reach : reach + 1]) <= reach
    rows, columns = np.nonzero(binary_fill_holes(binary_closing(inside, structure=disc)))
    return np.column_stack([across[columns], down[rows]])


def _inside_row(segments: Points, y: float, across: Points) -> NDArray[np.bool_]:
    """Return which points of a row are inside, by counting the lines to their left (the even-odd rule)."""
    crossing = segments[(segments[:, 1] > y) != (segments[:, 3] > y)]
    x1, y1, x2, y2 = crossing.T
    crossings = np.sort(x1 + (y - y1) * (x2 - x1) / (y2 - y1))
    inside: NDArray[np.bool_] = np.searchsorted(crossings, across) % 2 == 1
    return inside


def _cover(land: Points, radius: float, shift: tuple[float, float], count: int) -> tuple[float, list[Hex]]:
    cells = _grid(land, radius)
    offset = np.array([shift[0] * math.sqrt(3) * radius, shift[1] * 1.5 * radius])
    _, nearest = cKDTree(np.array([cell.centre(radius) for cell in cells]) + offset).query(land)
    covered = np.bincount(nearest, minlength=len(cells))
    best = np.argsort(-covered, kind="stable")[:count]
    return float(-covered[best].sum()), sorted(cells[index] for index in best)


def _grid(land: Points, radius: float) -> list[Hex]:
    (left, top), (right, bottom) = land.min(axis=0), land.max(axis=0)
    rows = range(int(top / (1.5 * radius)) - 2, int(bottom / (1.5 * radius)) + 3)
    width = math.sqrt(3) * radius
    return [Hex(q, r) for r in rows for q in range(int(left / width - r / 2) - 2, int(right / width - r / 2) + 3)]
