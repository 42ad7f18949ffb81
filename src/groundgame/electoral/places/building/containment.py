"""The table of wards: the borough and the seats that hold each ward of today."""

from pathlib import Path

import polars as pl

from groundgame.electoral.places.building.licences import OGL
from groundgame.electoral.places.building.people import (
    PEOPLE_PUBLISHER,
    PEOPLE_SOURCE,
    PER_PERSON,
    peopled_postcodes,
)
from groundgame.electoral.places.building.sources import describe_table
from groundgame.electoral.places.tables import TableInfo

HOLDERS = {"borough": "borough", "assembly": "lac", "westminster": "pcon24"}


def containment(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build one row a ward, with the area of each kind that holds most of its residents, and the share it holds."""
    people = peopled_postcodes(folder)
    frame = (
        people.group_by(code="ward22")
        .agg(residents=(pl.col("people").sum() / PER_PERSON).round().cast(pl.Int32))
        .sort("code")
    )
    for kind, boundary_set in HOLDERS.items():
        frame = frame.join(_best(people, kind, boundary_set), on="code", validate="1:1")
    info = describe_table(
        "wards",
        "What holds each ward: borough, Assembly and Westminster seats by best fit of residents",
        source=PEOPLE_SOURCE,
        publisher=PEOPLE_PUBLISHER,
        licence=OGL,
    )
    return info, frame


def _best(people: pl.DataFrame, kind: str, boundary_set: str) -> pl.DataFrame:
    pieces = people.group_by(code="ward22", holder=boundary_set).agg(pl.col("people").sum())
    share = (pl.col("people") / pl.col("people").sum().over("code")).round(5)
    best = pieces.with_columns(share=share).sort("code", "people", "holder", descending=[False, True, False])
    return (
        best.group_by("code", maintain_order=True)
        .first()
        .select("code", pl.col("holder").alias(kind), pl.col("share").alias(f"{kind}_share"))
    )


TABLES = [containment]
