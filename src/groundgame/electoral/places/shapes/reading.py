"""Reading a boundary file: its areas, each with its properties and its polygons."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from groundgame.electoral.places.topology import Points, Polygon, read_topology


class ShapesError(Exception):
    """A boundary file cannot be used."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One area of a boundary file; points are as the file gives them."""

    properties: dict[str, Any]
    polygons: list[Polygon]


def read_features(path: Path) -> list[Feature]:
    """Return the areas of a GeoJSON or TopoJSON file, without those that have no polygon.

    Raises:
        ShapesError: if there is no such file, or it is neither.
    """
    document = _read_json(path)
    readers = {"Topology": _from_topology, "FeatureCollection": _from_collection}
    kind = document.get("type")
    reader = readers.get(kind) if isinstance(kind, str) else None
    if reader is None:
        raise ShapesError(
            f"{path.name}: its type is {kind!r}; give a GeoJSON FeatureCollection or a TopoJSON Topology."
        )
    try:
        features = reader(document)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise ShapesError(f"{path.name} is damaged ({error!r}); download it again.") from error
    return [feature for feature in features if feature.polygons]


def _read_json(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ShapesError(f"{str(path)!r} cannot be opened ({error.strerror}); name a boundary file.") from error
    except ValueError as error:
        advice = "give the GeoJSON or TopoJSON download, not a shapefile or a web page"
        raise ShapesError(f"{path.name} is no JSON ({error}); {advice}.") from error
    if not isinstance(document, dict):
        raise ShapesError(f"{path.name} holds no map; give a GeoJSON FeatureCollection or a TopoJSON Topology.")
    return document


def _from_topology(document: dict[str, Any]) -> list[Feature]:
    topology = read_topology(document)
    return [Feature(_properties(geometry), topology.polygons(geometry)) for geometry in topology.geometries]


def _from_collection(document: dict[str, Any]) -> list[Feature]:
    return [Feature(_properties(item), _polygons(item.get("geometry") or {})) for item in document["features"]]


def _properties(item: dict[str, Any]) -> dict[str, Any]:
    named = {"id": item["id"]} if "id" in item else {}
    return named | (item.get("properties") or {})


def _polygons(geometry: dict[str, Any]) -> list[Polygon]:
    kind = geometry.get("type")
    if kind not in {"Polygon", "MultiPolygon"}:
        return []
    parts = [geometry["coordinates"]] if kind == "Polygon" else geometry["coordinates"]
    return [[_ring(ring) for ring in polygon] for polygon in parts]


def _ring(points: list[list[float]]) -> Points:
    ring = np.array([point[:2] for point in points], dtype=np.float64)
    if ring.shape != (len(points), 2):
        raise ValueError("a point has no two coordinates")
    return ring
