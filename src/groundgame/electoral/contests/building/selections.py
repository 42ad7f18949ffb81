"""Elections inside a party, as published: leaders, deputies and London's mayoral selections."""

from pathlib import Path

import polars as pl

from groundgame.electoral.places.building.sources import describe_table, read_source
from groundgame.electoral.places.tables import TableInfo

ELECTIONS = "results/labour_internal_elections.csv"
POLLS = "results/labour_leadership_2016_poll_breakdown.csv"


def party_elections(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build one row a contest, round, candidate and section of the electorate; `share` (0-1) is within the section."""
    info = describe_table(
        "party_elections",
        "Elections inside a party 2000-2020: leaders, deputies, London's mayoral selections",
        source=ELECTIONS,
        publisher="as each row's source says",
        licence="published figures",
    )
    frame = read_source(folder, ELECTIONS).select(
        "contest",
        pl.col("date").str.to_date(),
        "round",
        "section",
        pl.col("votes").cast(pl.Int32),
        name=pl.col("candidate"),
        share=(pl.col("pct").cast(pl.Float64) / 100).round(6),
        source=pl.col("source"),
    )
    return info, frame


def party_election_polls(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build a poll of a party's leadership election by group of members, in shares (0-1)."""
    info = describe_table(
        "party_election_polls",
        "A poll of a party's leadership election of 2016, by group of members",
        source=POLLS,
        publisher="as each row's source says",
        licence="published figures",
    )
    raw = read_source(folder, POLLS)
    long = raw.unpivot(index=["date", "poll", "group", "source"], variable_name="name", value_name="percent")
    return info, long.select(
        pl.col("date").str.to_date(),
        "poll",
        "group",
        pl.col("name").str.extract(r"^(\w+)_pct$").str.to_titlecase(),
        share=(pl.col("percent").cast(pl.Float64) / 100).round(4),
        source=pl.col("source"),
    )


TABLES = [party_elections, party_election_polls]
