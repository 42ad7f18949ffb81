"""The table of contests: every contest that the record holds a result of."""

from pathlib import Path

import polars as pl

from groundgame.electoral.contests.building.assembly import assembly_contests
from groundgame.electoral.contests.building.boroughs import borough_contests
from groundgame.electoral.contests.building.frames import BOROUGH_DAYS
from groundgame.electoral.contests.building.mayor import mayor_contests
from groundgame.electoral.contests.building.parliament import parliament_contests
from groundgame.electoral.places.building.licences import CC_BY_SA, OGL, OPL
from groundgame.electoral.places.building.sources import SourceError, describe_table
from groundgame.electoral.places.tables import TableInfo


def contests(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build one row a contest, with its electorate and papers where they were published."""
    info = describe_table(
        "contests",
        "Contests: ids, days, areas, rules, seats, electorates",
        source="what the tables of results are made of (docs/data.md); ids as Democracy Club forms them",
        publisher="House of Commons Library, London Elects, Greater London Authority, Andrew Teale (2018)",
        licence=f"{OPL}; {OGL}; {CC_BY_SA} (boroughs 2018)",
    )
    boroughs = [borough_contests(folder, year) for year in BOROUGH_DAYS]
    frame = pl.concat([mayor_contests(folder), assembly_contests(folder), *boroughs, parliament_contests(folder)])
    twice = frame.filter(pl.col("id").is_duplicated())
    if not twice.is_empty():
        raise SourceError(f"Two contests have the id {twice['id'][0]!r}; the sources name two areas alike.")
    return info, frame.sort("date", "id")


TABLES = [contests]
