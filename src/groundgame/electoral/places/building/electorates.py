"""The latest electorate published for each area."""

from pathlib import Path

import polars as pl

from groundgame.electoral.places.building.names import area_names
from groundgame.electoral.places.building.sources import read_source
from groundgame.electoral.places.codes import LONDON, pcon05_code

WARDS_2022 = "results/london_borough_ward_turnout_2022.csv"
ASSEMBLY_2024 = "results/gla_2021_2024_turnout_by_assembly_constituency.csv"
PARLIAMENT = "results/ge_constituency_2010_2024_hoc.csv"
PARLIAMENT_2005 = "results/ge_constituency_1974_2019_hoc.csv"


def electorates(folder: Path) -> pl.DataFrame:
    """Return boundary_set, code and electorate of the areas for which one is published.

    Wards and boroughs in 2022, Assembly seats and the city in 2024, Westminster seats at the last election they fought.
    """
    wards, assembly = _wards(folder), _assembly(folder)
    return pl.concat(
        [
            _of("ward22", wards.select("code", "electorate")),
            _of("borough", wards.group_by(code="borough").agg(pl.col("electorate").sum())),
            _of("lac", assembly),
            _of("city", assembly.select(pl.lit(LONDON).alias("code"), pl.col("electorate").sum()).head(1)),
            _of("pcon24", _parliament(folder, "2024")),
            _of("pcon10", _parliament(folder, "2019")),
            _of("pcon05", _parliament_2005(folder)),
        ]
    )


def _of(boundary_set: str, frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select(pl.lit(boundary_set).alias("boundary_set"), "code", pl.col("electorate").cast(pl.Int64))


def _wards(folder: Path) -> pl.DataFrame:
    rows = read_source(folder, WARDS_2022)
    return rows.select(code="ward_gss", borough="borough_gss", electorate=pl.col("electorate").cast(pl.Int64))


def _assembly(folder: Path) -> pl.DataFrame:
    rows = read_source(folder, ASSEMBLY_2024).filter((pl.col("year") == "2024") & (pl.col("ballot") == "mayor"))
    codes = area_names(folder).filter(pl.col("boundary_set") == "lac").select("code", "name")
    joined = rows.join(codes, left_on="assembly_constituency", right_on="name", how="inner", validate="1:1")
    return joined.select("code", pl.col("electorate").cast(pl.Int64))


def _parliament(folder: Path, year: str) -> pl.DataFrame:
    rows = read_source(folder, PARLIAMENT).filter((pl.col("year") == year) & (pl.col("region") == "London"))
    return rows.select(code="ons_id", electorate="electorate")


def _parliament_2005(folder: Path) -> pl.DataFrame:
    rows = read_source(folder, PARLIAMENT_2005).filter((pl.col("election") == "2005") & (pl.col("region") == "London"))
    return rows.select(
        pl.col("constituency").map_elements(pcon05_code, return_dtype=pl.String).alias("code"), "electorate"
    )
