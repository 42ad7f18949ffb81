"""The Assembly's votes and seats by party, London-wide, with the declared seats where the source differs."""

from pathlib import Path

import polars as pl

from groundgame.electoral.contests.building.frames import with_party
from groundgame.electoral.places.building.licences import OGL, OPL
from groundgame.electoral.places.building.sources import describe_table, read_source
from groundgame.electoral.places.tables import TableInfo

TOTALS = "results/assembly_totals_2000_2024.csv"
PUBLISHER = "House of Commons Library (CBP-7529), London Elects"
LICENCE = f"{OPL}; {OGL}"

# (year, measure, party as published): the declared result, which the published table swaps.
DECLARED_SEATS = {(2016, "London-wide ballot seats", "LD"): 1, (2016, "London-wide ballot seats", "UKIP"): 2}


def assembly_totals(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build one row a year, ballot, measure and party; `published_value` is as the source has it."""
    info = describe_table(
        "assembly_totals",
        "London Assembly 2000-2024, votes and seats by party",
        source=TOTALS,
        publisher=PUBLISHER,
        licence=LICENCE,
    )
    raw = read_source(folder, TOTALS)
    key = pl.struct(pl.col("year").cast(pl.Int16), "measure", "party")
    declared = key.map_elements(lambda row: DECLARED_SEATS.get(tuple(row.values())), return_dtype=pl.Int32)
    published = pl.col("value").cast(pl.Int32)
    frame = raw.select(
        year=pl.col("year").cast(pl.Int16),
        ballot=pl.when(pl.col("measure").str.starts_with("London"))
        .then(pl.lit("list"))
        .otherwise(pl.lit("constituency")),
        measure=pl.col("measure").str.extract(r"(votes|seats)$"),
        party=with_party(),
        published_party=pl.col("party"),
        value=pl.coalesce(declared, published),
        published_value=published,
        source=pl.col("source"),
    )
    return info, frame
