"""Reading TopoJSON: lines shared by neighbours, stored once, as whole-number steps.

Format: TopoJSON 1.0 (github.com/topojson/topojson-specification).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Polygon = list[Points]


@dataclass(frozen=True, slots=True)
class Topology:
    """The lines of a topology as points (x, y), and its geometries as they stand in the file."""

    lines: list[Points]
    geometries: list[dict[str, Any]]

    def polygons(self, geometry: dict[str, Any]) -> list[Polygon]:
        """Return a geometry's polygons, each an outer ring and its holes."""
        kind = geometry.get("type")
        if kind not in {"Polygon", "MultiPolygon"}:
            return []
        parts = [geometry["arcs"]] if kind == "Polygon" else geometry["arcs"]
        return [[self._ring(ring) for ring in polygon] for polygon in parts]

    def _ring(self, numbers: list[int]) -> Points:
        # A line walked backwards is numbered by its complement; a line begins where the one before it ends.
        lines = [self.lines[number] if number >= 0 else self.lines[~number][::-1] for number in numbers]
        return np.concatenate([lines[0], *(line[1:] for line in lines[1:])])


def read_topology(document: dict[str, Any]) -> Topology:
    """Decode a TopoJSON document; the geometries of all its objects follow one another.

    Raises:
        KeyError, TypeError, ValueError, IndexError: if it is not what the format says.
    """
    geometries: list[dict[str, Any]] = []
    for item in document["objects"].values():
        geometries += item["geometries"] if item["type"] == "GeometryCollection" else [item]
    transform = document.get("transform")
    return Topology([_decode(line, transform) for line in document["arcs"]], geometries)


def _decode(line: list[list[float]], transform: dict[str, list[float]] | None) -> Points:
    points = np.asarray([point[:2] for point in line], dtype=np.float64)
    if transform is None:
        return points
    unpacked: Points = np.cumsum(points, axis=0) * np.asarray(transform["scale"]) + np.asarray(transform["translate"])
    return unpacked


def line_numbers(geometry: dict[str, Any]) -> set[int]:
    """Return the numbers of the lines that bound a geometry, whichever way each is walked."""
    found: set[int] = set()
    stack = list(geometry.get("arcs", []))
    while stack:
        item = stack.pop()
        if isinstance(item, list):
            stack.extend(item)
        else:
            found.add(item if item >= 0 else ~item)
    return found
