"""The table of seat centres: where the Westminster seats outside London lie, so that the way to one can be guessed."""

import json
from pathlib import Path

import polars as pl

from groundgame.electoral.places.building.hexes import middle
from groundgame.electoral.places.building.licences import OGL
from groundgame.electoral.places.building.names import BOUNDARIES
from groundgame.electoral.places.building.sources import describe_table, source_path
from groundgame.electoral.places.projection import degrees
from groundgame.electoral.places.tables import TableInfo
from groundgame.electoral.places.topology import Topology, read_topology

SHAPES = {
    "pcon10": "geo/boundaries/gb_constituencies_2010_simplified.topojson",
    "pcon24": "geo/boundaries/gb_constituencies_2024_simplified.topojson",
}
PLACES = 3
"""About 100 metres: the shapes are simplified, and a seat's people need not live around its middle."""


def seat_centres(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build one row a seat of Great Britain outside London: its code, its name and the middle of its area."""
    rows = [row for name in SHAPES for row in _centres(folder, name)]
    columns = {"boundary_set": pl.String, "code": pl.String, "name": pl.String}
    info = describe_table(
        "seat_centres",
        "Westminster seats outside London: codes, names, the middle of each one's area",
        source=", ".join(SHAPES.values()),
        publisher="groundgame, from Office for National Statistics boundaries",
        licence=OGL,
    )
    return info, pl.DataFrame(rows, schema=columns | {"latitude": pl.Float64, "longitude": pl.Float64}, orient="row")


def _centres(folder: Path, boundary_set: str) -> list[tuple[str, str, str, float, float]]:
    inside = {seat["properties"]["code"] for seat in _topology(folder, BOUNDARIES[boundary_set]).geometries}
    topology, found = _topology(folder, SHAPES[boundary_set]), []
    for seat in topology.geometries:
        code, name = seat["properties"]["code"], seat["properties"]["name"]
        if code not in inside:
            # Centres are reckoned on the flat map of London; its scale does not matter to where a middle is.
            longitude, latitude = degrees(middle(topology.polygons(seat)))
            found.append((boundary_set, code, name, round(latitude, PLACES), round(longitude, PLACES)))
    return sorted(found)


def _topology(folder: Path, name: str) -> Topology:
    return read_topology(json.loads(source_path(folder, name).read_text(encoding="utf-8")))


TABLES = [seat_centres]
