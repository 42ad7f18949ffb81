"""General elections 1974-2024 as contests, one a seat; candidates' names were not published with the votes."""

from pathlib import Path

import polars as pl

from groundgame.electoral.contests.building.frames import GENERAL_DAYS, contest_frame, result_frame
from groundgame.electoral.contests.building.general import BEFORE_2010, SINCE_2010, first_two, general_rows
from groundgame.electoral.contests.ids import parliament_id
from groundgame.electoral.contests.parties import OTHER, parties
from groundgame.electoral.places.building.licences import OPL
from groundgame.electoral.places.building.sources import describe_table
from groundgame.electoral.places.codes import LONDON
from groundgame.electoral.places.tables import TableInfo

PUBLISHED = {"publisher": "House of Commons Library", "licence": OPL}


def parliament_contests(folder: Path) -> pl.DataFrame:
    """Return one contest a seat and general election; `within` is the region's name, or the city's code in London."""
    rows = _rows(folder).unique("contest", keep="first", maintain_order=True)
    frame = rows.select(
        "electorate",
        "rejected",
        "boundary_set",
        id="contest",
        date=pl.col("election").replace_strict(GENERAL_DAYS),
        area="seat",
        within=pl.when(pl.col("region") == "London").then(pl.lit(LONDON)).otherwise("region"),
        ballots=pl.col("valid_votes") + pl.col("rejected"),
    )
    return contest_frame(frame, tier="parliament", rule="fptp", seats=1, results="results_parliament")


def results_parliament(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build one row a party and seat. Where `other` is elected, somebody whose votes are in that sum was."""
    info = describe_table(
        "results_parliament",
        "General elections 1974-2024, votes by party and seat",
        source=f"{BEFORE_2010}, {SINCE_2010}",
        **PUBLISHED,
    )
    names = {party.id: party.name for party in parties().values()}
    rows = _rows(folder).with_columns(name=pl.col("party").replace_strict(names))
    ordered = rows.sort("contest", pl.col("party") == OTHER, "votes", descending=[False, False, True])
    return info, result_frame(ordered)


def majorities_parliament(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build the first and the second party of each seat since 2010 and the majority in votes, as published."""
    info = describe_table(
        "majorities_parliament",
        "General elections 2010-2024, the first two parties of each seat and the majority",
        source=SINCE_2010,
        **PUBLISHED,
    )
    rows = _with_contest(first_two(folder)).sort("election", "seat", maintain_order=True)
    return info, rows.select("contest", "first", "second", "majority")


def _rows(folder: Path) -> pl.DataFrame:
    return _with_contest(general_rows(folder))


def _with_contest(rows: pl.DataFrame) -> pl.DataFrame:
    keys = rows.select("election", "name").unique(maintain_order=True)
    ids = [parliament_id(GENERAL_DAYS[election], name) for election, name in keys.iter_rows()]
    return rows.join(keys.with_columns(pl.Series("contest", ids)), on=["election", "name"], maintain_order="left")


TABLES = [results_parliament, majorities_parliament]
