"""The table of crosswalks: how the residents of one boundary set fall into another."""

from itertools import combinations
from pathlib import Path

import polars as pl

from groundgame.electoral.places.building.licences import OGL
from groundgame.electoral.places.building.people import (
    BOUNDARY_SETS,
    PEOPLE_PUBLISHER,
    PEOPLE_SOURCE,
    peopled_postcodes,
)
from groundgame.electoral.places.building.sources import describe_table
from groundgame.electoral.places.tables import TableInfo


def crosswalks(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build one row a pair of areas that share residents, for every two boundary sets, once a pair of sets.

    `people` are thousandths of a resident.
    """
    people = peopled_postcodes(folder)
    frame = pl.concat(_pair(people, one, other) for one, other in combinations(BOUNDARY_SETS, 2))
    info = describe_table(
        "crosswalks",
        "Crosswalks between boundary sets, weighted by residents at the census of 2021",
        source=PEOPLE_SOURCE,
        publisher=PEOPLE_PUBLISHER,
        licence=OGL,
    )
    return info, frame


def _pair(people: pl.DataFrame, one: str, other: str) -> pl.DataFrame:
    pieces = people.group_by(pl.col(one).alias("from"), pl.col(other).alias("to")).agg(pl.col("people").sum())
    return pieces.sort("from", "to").select(
        pl.lit(one).alias("from_set"),
        pl.lit(other).alias("to_set"),
        "from",
        "to",
        pl.col("people").cast(pl.Int32),
    )


TABLES = [crosswalks]
