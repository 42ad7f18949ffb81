"""The table of census summaries: age, ethnicity, tenure, religion, homes, deprivation, disability."""

from pathlib import Path

import polars as pl

from groundgame.electoral.places.building.census_columns import COUNTS, SCORES
from groundgame.electoral.places.building.licences import OGL
from groundgame.electoral.places.building.sources import describe_table, read_source
from groundgame.electoral.places.codes import LONDON
from groundgame.electoral.places.tables import TableInfo

CENSUS_SETS = ("borough", "lac", "pcon24", "ward18", "ward22")


def census(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build one row an area: whole counts of 2021, and the deprivation scores of 2025 weighted by residents.

    The published counts have decimals because LSOAs are shared out among wards; whole people are near enough.
    """
    parts = [_part(folder, name) for name in CENSUS_SETS]
    info = describe_table(
        "census",
        "Census 2021 and deprivation 2025 by ward, borough and seat",
        source=", ".join(_file(name) for name in CENSUS_SETS),
        publisher="Office for National Statistics, Ministry of Housing, Communities and Local Government",
        licence=OGL,
    )
    return info, pl.concat([*parts, _city(parts[0])]).sort("boundary_set", "code")


def _file(boundary_set: str) -> str:
    return f"geo/demographics/{boundary_set}_census2021_from_lsoa.csv"


def _part(folder: Path, boundary_set: str) -> pl.DataFrame:
    counts = [
        pl.sum_horizontal(pl.col(column).cast(pl.Float64) for column in columns).round().cast(pl.Int32).alias(name)
        for name, columns in COUNTS.items()
    ]
    scores = [pl.col(column).cast(pl.Float64).alias(name) for name, column in SCORES.items()]
    labels = [pl.lit(boundary_set).alias("boundary_set"), pl.col(boundary_set).alias("code")]
    return read_source(folder, _file(boundary_set)).select(*labels, *counts, *scores)


def _city(boroughs: pl.DataFrame) -> pl.DataFrame:
    residents = pl.col("residents")
    scores = [((pl.col(name) * residents).sum() / residents.sum()).round(4) for name in SCORES]
    labels = [pl.lit("city").alias("boundary_set"), pl.lit(LONDON).alias("code")]
    return boroughs.select(*labels, *(pl.col(name).sum() for name in COUNTS), *scores)


TABLES = [census]
