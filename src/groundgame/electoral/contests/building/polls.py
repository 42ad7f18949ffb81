"""Voting-intention polls, polls of London's mayor, and the national equivalent of the local elections."""

from pathlib import Path

import polars as pl

from groundgame.electoral.contests.parties import party_names
from groundgame.electoral.places.building.licences import OPL
from groundgame.electoral.places.building.sources import describe_table, read_source
from groundgame.electoral.places.tables import TableInfo

NATIONAL = "results/pollbase_voting_intention.csv"
MAYOR = "results/london_mayor_polls_2008_2012_2021.csv"
EQUIVALENT = "results/nev_1979_2023.csv"


def polls(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build voting intention in Great Britain, in shares (0-1) of a column for each party."""
    info = describe_table(
        "polls",
        "Voting intention in Great Britain, 1950 to January 2026",
        source=NATIONAL,
        publisher="Mark Pack, PollBase (markpack.org.uk/opinion-polls)",
        licence="free with credit and a link to markpack.org.uk/opinion-polls",
    )
    raw = read_source(folder, NATIONAL)
    parties = raw.columns[raw.columns.index("client") + 1 : raw.columns.index("mode")]
    shares = [(pl.col(name).cast(pl.Float64) / 100).round(4).alias(party_names()[name]) for name in parties]
    day = pl.col("fieldwork_start").str.to_date()
    return info, raw.select("era", day, "fieldwork", "pollster", "client", *shares, "mode")


def mayor_polls(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build the polls of the mayor's elections of 2008, 2012 and 2021: one row a poll, candidate and round."""
    info = describe_table(
        "mayor_polls",
        "Mayor of London, polls of 2008, 2012 and 2021",
        source=MAYOR,
        publisher="the pollsters, as each row's source says",
        licence="published figures",
    )
    raw = read_source(folder, MAYOR)
    stands = [name.removesuffix("_candidate") for name in raw.columns if name.endswith("_candidate")]
    numbers = [name for name in raw.columns if name.endswith(("_first", "_final"))]
    index = ["election", "fieldwork_end", "pollster_client", "source", *(f"{name}_candidate" for name in stands)]
    long = raw.unpivot(numbers, index=index, variable_name="figure", value_name="percent").drop_nulls("percent")
    side = pl.col("figure").str.extract(r"^(\w+)_")
    person = pl.coalesce(pl.when(side == name).then(f"{name}_candidate") for name in stands)
    return info, long.select(
        pl.col("election").cast(pl.Int16),
        pl.col("fieldwork_end").str.to_date(),
        "pollster_client",
        name=person.str.replace(r" \(\w+\)$", ""),
        party=side.replace_strict(party_names()),
        round=pl.col("figure").str.extract(r"_(\w+)$"),
        share=(pl.col("percent").cast(pl.Float64) / 100).round(4),
        source=pl.col("source"),
    )


def national_equivalent(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build what the local elections of each year would have been nationally, in shares (0-1)."""
    info = describe_table(
        "national_equivalent_vote",
        "National equivalent vote of local elections 1979-2023 (Rallings and Thrasher)",
        source=EQUIVALENT,
        publisher="House of Commons Library",
        licence=OPL,
    )
    raw = read_source(folder, EQUIVALENT)
    long = raw.unpivot(index="year", variable_name="party", value_name="share").drop_nulls("share")
    share = pl.col("share").cast(pl.Float64).round(4)
    frame = long.select(pl.col("year").cast(pl.Int16), pl.col("party").replace_strict(party_names()), share)
    return info, frame.sort("year", maintain_order=True)


TABLES = [polls, mayor_polls, national_equivalent]
