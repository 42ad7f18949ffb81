"""The table of postcodes: ward, seat, coordinates and nearest street."""

from pathlib import Path

import polars as pl

from groundgame.electoral.places.building.licences import OGL
from groundgame.electoral.places.building.people import POSTCODES, peopled_postcodes
from groundgame.electoral.places.building.sources import describe_table
from groundgame.electoral.places.tables import TableInfo


def postcodes(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build one row a live postcode, sorted, so that one is found by halving; degrees are whole hundred-thousandths."""
    columns = [
        pl.col("postcode"),
        pl.col("ward22").alias("ward"),
        pl.col("pcon24").alias("westminster"),
        pl.col("latitude_e5").cast(pl.Int32),
        pl.col("longitude_e5").cast(pl.Int32),
        pl.col("street_nearest").alias("street"),
    ]
    info = describe_table(
        "postcodes",
        "London's live postcodes: ward, Westminster seat, coordinates and nearest street",
        source=f"{POSTCODES} (Code-Point Open; nearest street from data.police.uk)",
        publisher="Ordnance Survey, Royal Mail, Office for National Statistics, data.police.uk",
        licence=OGL,
    )
    return info, peopled_postcodes(folder).select(columns).sort("postcode")


TABLES = [postcodes]
