"""The table of areas: codes, names, centres of population, electorates, and inner or outer London."""

from pathlib import Path

import polars as pl

from groundgame.electoral.places.building.electorates import electorates
from groundgame.electoral.places.building.licences import OGL, OPL
from groundgame.electoral.places.building.names import area_names
from groundgame.electoral.places.building.people import (
    BOUNDARY_SETS,
    PEOPLE_SOURCE,
    PER_DEGREE,
    peopled_postcodes,
)
from groundgame.electoral.places.building.sources import describe_table, read_source
from groundgame.electoral.places.codes import LONDON
from groundgame.electoral.places.tables import TableInfo

PLACES = 5
PROFILES = "geo/demographics/gla_borough_profiles.csv"


def areas(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build one row an area and boundary set; a code that two sets share has a row in each."""
    centres = pl.concat(_centres(folder, name) for name in (*BOUNDARY_SETS, "city"))
    frame = (
        area_names(folder)
        .join(centres, on=["boundary_set", "code"], how="left", validate="1:1")
        .join(electorates(folder), on=["boundary_set", "code"], how="left", validate="1:1")
        .select("code", "name", "boundary_set", "latitude", "longitude", "borough", "inner", "electorate")
        .sort("boundary_set", "code")
    )
    info = describe_table(
        "areas",
        "Areas: codes, names, centres of population, latest electorates",
        source=f"geo/boundaries (names), {PEOPLE_SOURCE}, {PROFILES}, results (electorates)",
        publisher="Office for National Statistics, Ordnance Survey, GLA, House of Commons Library, London Elects",
        licence=f"{OGL}; {OPL}",
    )
    return info, frame


def _centres(folder: Path, boundary_set: str) -> pl.DataFrame:
    people = pl.col("people")
    code = pl.lit(LONDON) if boundary_set == "city" else pl.col(boundary_set)
    inner_people = people.filter(pl.col("borough").is_in(inner_boroughs(folder))).sum()
    inner = pl.lit(None, dtype=pl.Boolean) if boundary_set == "city" else inner_people * 2 > people.sum()
    grouped = peopled_postcodes(folder).with_columns(code=code).group_by("code")
    frame = grouped.agg(latitude=_mean("latitude_e5"), longitude=_mean("longitude_e5"), inner=inner)
    return frame.select(pl.lit(boundary_set).alias("boundary_set"), pl.all())


def _mean(axis: str) -> pl.Expr:
    total = (pl.col(axis) * pl.col("people")).sum()
    return ((total / pl.col("people").sum()).round() / PER_DEGREE).round(PLACES)


def inner_boroughs(folder: Path) -> list[str]:
    """Return the codes of the boroughs of inner London, as the GLA's borough profiles sort them."""
    profiles = read_source(folder, PROFILES, encoding="utf8-lossy")
    return sorted(profiles.filter(pl.col("Inner/_Outer_London") == "Inner London")["Code"].to_list())


TABLES = [areas]
