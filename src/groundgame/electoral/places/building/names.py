"""The names of areas, as the published boundary files and postcodes give them."""

import json
from pathlib import Path

import polars as pl

from groundgame.electoral.places.building.people import POSTCODES
from groundgame.electoral.places.building.sources import SourceError, read_source, source_path
from groundgame.electoral.places.codes import LONDON, pcon05_code

BOUNDARIES = {
    "ward02": "geo/boundaries/london_wards_2002_2014.topojson",
    "ward14": "geo/boundaries/london_wards_2014_2018_composed.topojson",
    "ward18": "geo/boundaries/london_wards_2018_2022.topojson",
    "ward22": "geo/boundaries/london_wards_2022.topojson",
    "borough": "geo/boundaries/london_boroughs_2024.topojson",
    "lac": "geo/boundaries/london_assembly_constituencies_2018.topojson",
    "pcon10": "geo/boundaries/london_constituencies_2010.topojson",
    "pcon24": "geo/boundaries/london_constituencies_2024.topojson",
}
SCHEMA = {"boundary_set": pl.String, "code": pl.String, "name": pl.String, "borough": pl.String}


def area_names(folder: Path) -> pl.DataFrame:
    """Return boundary_set, code, name and (for wards and boroughs) borough of every area."""
    rows = [row for name, file in BOUNDARIES.items() for row in _named(folder, name, file)]
    rows += [("pcon05", pcon05_code(name), name, None) for name in _seats_of_2005(folder)]
    rows.append(("city", LONDON, "London", None))
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _named(folder: Path, boundary_set: str, file: str) -> list[tuple[str, str, str, str | None]]:
    try:
        (collection,) = json.loads(source_path(folder, file).read_text(encoding="utf-8"))["objects"].values()
        properties = [geometry["properties"] for geometry in collection["geometries"]]
        return [
            (
                boundary_set,
                row["code"],
                row["name"],
                row["code"] if boundary_set == "borough" else row.get("borough_code"),
            )
            for row in properties
        ]
    except (KeyError, ValueError, TypeError) as error:
        raise SourceError(f"The file {file!r} is no TopoJSON of named areas ({error!r}); fetch it again.") from error


def _seats_of_2005(folder: Path) -> list[str]:
    return sorted(read_source(folder, POSTCODES)["pcon2005_name"].unique().to_list())
