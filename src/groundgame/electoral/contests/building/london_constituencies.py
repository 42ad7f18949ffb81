"""The London elections of 2021 and 2024 by Assembly constituency."""

from pathlib import Path

import polars as pl

from groundgame.electoral.contests.building.codes import candidate_name, constituency_code
from groundgame.electoral.contests.building.frames import with_party
from groundgame.electoral.places.building.licences import OGL
from groundgame.electoral.places.building.sources import describe_table, read_source
from groundgame.electoral.places.tables import TableInfo

CONSTITUENCIES = "results/gla_2021_2024_by_assembly_constituency.csv"
TURNOUT = "results/gla_2021_2024_turnout_by_assembly_constituency.csv"


def constituency_votes(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build the votes of 2021 and 2024 by constituency, ballot and candidate; a list has no candidate's name."""
    info = describe_table(
        "london_votes_by_constituency",
        "London elections 2021 and 2024, votes by Assembly constituency",
        source=CONSTITUENCIES,
        publisher="London Elects",
        licence=OGL,
    )
    frame = read_source(folder, CONSTITUENCIES).select(
        pl.col("year").cast(pl.Int16),
        "ballot",
        constituency_code(folder),
        candidate_name(),
        with_party(),
        pl.col("votes").cast(pl.Int32),
    )
    return info, frame


def constituency_turnout(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build the electorate and the papers of 2021 and 2024 by constituency and ballot."""
    info = describe_table(
        "london_turnout_by_constituency",
        "London elections 2021 and 2024, turnout by Assembly constituency",
        source=TURNOUT,
        publisher="London Elects",
        licence=OGL,
    )
    frame = read_source(folder, TURNOUT).select(
        pl.col("year").cast(pl.Int16),
        "ballot",
        constituency_code(folder),
        pl.col("electorate", "valid_votes", "rejected").cast(pl.Int32),
        pl.col("ballots_counted").cast(pl.Int32).alias("ballots"),
    )
    return info, frame


TABLES = [constituency_votes, constituency_turnout]
