"""The mayor's election of 2012 below the city: shares by borough, turnout by ward."""

from pathlib import Path

import polars as pl

from groundgame.electoral.contests.building.frames import LONDON_DAYS
from groundgame.electoral.contests.building.mayor import results_mayor
from groundgame.electoral.contests.ids import mayor_id
from groundgame.electoral.contests.parties import OTHER
from groundgame.electoral.places.building.licences import OGL
from groundgame.electoral.places.building.sources import describe_table, read_source
from groundgame.electoral.places.tables import TableInfo

SHARES_2012 = "results/mayor_2012_share_by_borough.csv"
TURNOUT_2012 = "results/mayor_2012_turnout_by_ward.csv"


def borough_shares_2012(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build first-choice shares (0-1) of 2012 by borough, one row a candidate of four; the others are one sum."""
    info = describe_table(
        "mayor_2012_by_borough",
        "Mayor of London 2012, first-choice shares by borough",
        source=SHARES_2012,
        publisher="Greater London Authority, London Datastore",
        licence=OGL,
    )
    long = read_source(folder, SHARES_2012).unpivot(index=["gss", "borough"], variable_name="name", value_name="share")
    surname = pl.col("name").str.extract(r"^(\w+)_share").str.to_titlecase()
    named = long.with_columns(name=surname).join(_parties(folder), on="name", how="left", maintain_order="left")
    party = pl.col("party").fill_null(OTHER)
    return info, named.select("name", party, borough="gss", share=pl.col("share").cast(pl.Float64))


def _parties(folder: Path) -> pl.DataFrame:
    """Return the surname and the party of each candidate."""
    candidates = results_mayor(folder)[1].filter(contest=mayor_id(LONDON_DAYS[2012]))
    return candidates.select("party", name=pl.col("name").str.extract(r"(\w+)$"))


def ward_turnout_2012(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build the turnout (0-1) of the mayor's election of 2012 by ward, with rows for boroughs and the city."""
    info = describe_table(
        "mayor_2012_turnout",
        "Mayor of London 2012, turnout by ward, borough and city",
        source=TURNOUT_2012,
        publisher="Greater London Authority, London Datastore",
        licence=OGL,
    )
    share = (pl.col("turnout_pct_mayoral_2012").cast(pl.Float64) / 100).round(6)
    return info, read_source(folder, TURNOUT_2012).select(
        area="gss", name="ward", borough="borough", turnout_share=share
    ).unique(maintain_order=True)


TABLES = [borough_shares_2012, ward_turnout_2012]
