"""The people of each postcode, which weigh every centre, crosswalk and best fit."""

from functools import lru_cache
from pathlib import Path

import polars as pl

from groundgame.electoral.places.building.sources import read_source
from groundgame.electoral.places.codes import pcon05_code

POSTCODES = "geo/lookups/london_postcodes.csv.gz"
CENSUS = "geo/demographics/lsoa21_census2021_london.csv.gz"
PEOPLE_SOURCE = f"{POSTCODES}, {CENSUS}"
PEOPLE_PUBLISHER = "Ordnance Survey, Royal Mail and Office for National Statistics"

PER_PERSON = 1000
PER_DEGREE = 100_000

BOUNDARY_SETS = ("ward02", "ward14", "ward18", "ward22", "borough", "lac", "pcon05", "pcon10", "pcon24")


@lru_cache(maxsize=1)
def peopled_postcodes(folder: Path) -> pl.DataFrame:
    """Return every live London postcode with its code in each boundary set, its place and its share of residents.

    The census counts residents by LSOA; each is spread evenly over the LSOA's postcodes, as published crosswalks do.
    `people` are thousandths of a resident and the degrees whole hundred-thousandths: sums of whole numbers come out the
    same in whatever order they are added, which a reproducible build needs.
    """
    postcodes = read_source(folder, POSTCODES).rename({"pcon2005_name": "pcon05"})
    count = pl.col("census_population").cast(pl.Int64)
    census = read_source(folder, CENSUS).select(lsoa21="lsoa21_code", residents=count)
    return (
        postcodes.join(census, on="lsoa21", how="inner", validate="m:1")
        .with_columns(
            pl.col("pcon05").map_elements(pcon05_code, return_dtype=pl.String),
            latitude_e5=_whole(pl.col("lat").cast(pl.Float64) * PER_DEGREE),
            longitude_e5=_whole(pl.col("lon").cast(pl.Float64) * PER_DEGREE),
            people=_whole(pl.col("residents") * PER_PERSON / pl.len().over("lsoa21")),
        )
        .sort("postcode")
    )


def _whole(value: pl.Expr) -> pl.Expr:
    return value.round().cast(pl.Int64)
