"""The table of hexes: the cell of each ward of the 32 boroughs on the hex map."""

import json
from itertools import combinations
from pathlib import Path

import numpy as np
import polars as pl

from groundgame.electoral.places.building.licences import OGL
from groundgame.electoral.places.building.names import BOUNDARIES
from groundgame.electoral.places.building.sources import describe_table, source_path
from groundgame.electoral.places.hexes import Hex
from groundgame.electoral.places.layout import assign_wards, mend, outline_cells
from groundgame.electoral.places.projection import flatten
from groundgame.electoral.places.tables import TableInfo
from groundgame.electoral.places.topology import Points, Topology, line_numbers, read_topology

CITY_OF_LONDON = "E09000001"


def hexes(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build one row a ward. The City of London has no cell: its 25 wards vote by a law of their own."""
    path = source_path(folder, BOUNDARIES["ward22"])
    topology = read_topology(json.loads(path.read_text(encoding="utf-8")))
    layout = ward_layout(topology)
    rows = sorted((code, cell.q, cell.r) for code, cell in layout.items())
    info = describe_table(
        "hexes",
        "The hex map: a cell for each ward of 2022, worked out by us from the wards' centres",
        source=BOUNDARIES["ward22"],
        publisher="groundgame, from Office for National Statistics boundaries",
        licence=OGL,
    )
    return info, pl.DataFrame(rows, schema={"code": pl.String, "q": pl.Int16, "r": pl.Int16}, orient="row")


def ward_layout(topology: Topology) -> dict[str, Hex]:
    """Return each ward's cell, every borough in one piece, counted from the most westerly and northerly cells."""
    wards = {geometry["properties"]["code"]: geometry for geometry in topology.geometries}
    boroughs = {code: geometry["properties"]["borough_code"] for code, geometry in wards.items()}
    codes = sorted(code for code in wards if boroughs[code] != CITY_OF_LONDON)
    cells, radius = outline_cells(_outline(topology), len(codes))
    spots = np.array([cell.centre(radius) for cell in cells])
    centres = np.array([middle(topology.polygons(wards[code])) for code in codes])
    order = {code: index for index, code in enumerate(codes)}
    pairs = [(order[a], order[b]) for a, b in neighbours(topology) if a in order and b in order]
    at = assign_wards(centres, [boroughs[code] for code in codes], pairs, spots)
    counted = _from_the_corner(cells)
    return mend({code: counted[index] for code, index in zip(codes, at, strict=True)}, boroughs)


def _from_the_corner(cells: list[Hex]) -> list[Hex]:
    north = min(cell.r for cell in cells)
    west = min(cell.q + (cell.r - north) // 2 for cell in cells)
    return [Hex(cell.q - west, cell.r - north) for cell in cells]


def neighbours(topology: Topology) -> list[tuple[str, str]]:
    """Return the pairs of areas that share a line of their boundaries."""
    return sorted({pair for owners in _owners(topology).values() for pair in combinations(sorted(owners), 2)})


def _owners(topology: Topology) -> dict[int, set[str]]:
    owners: dict[int, set[str]] = {}
    for geometry in topology.geometries:
        for number in line_numbers(geometry):
            owners.setdefault(number, set()).add(geometry["properties"]["code"])
    return owners


def _outline(topology: Topology) -> list[Points]:
    return [flatten(topology.lines[number]) for number, owners in sorted(_owners(topology).items()) if len(owners) == 1]


def middle(polygons: list[list[Points]]) -> Points:
    """Return the centre of the area within the outer rings, in kilometres of the flat map."""
    parts = [_moments(flatten(rings[0])) for rings in polygons]
    area = sum(part[0] for part in parts)
    return np.array([sum(part[axis] for part in parts) / area for axis in (1, 2)])


def _moments(ring: Points) -> tuple[float, float, float]:
    start = ring[0]
    (x1, y1), (x2, y2) = (ring[:-1] - start).T, (ring[1:] - start).T
    cross = x1 * y2 - x2 * y1
    area = cross.sum() / 2
    x, y = ((x1 + x2) * cross).sum() / 6, ((y1 + y2) * cross).sum() / 6
    sign = 1.0 if area > 0 else -1.0
    return sign * area, sign * (x + area * start[0]), sign * (y + area * start[1])


TABLES = [hexes]
