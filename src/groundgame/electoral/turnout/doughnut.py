"""The doughnut: inner against outer London, election by election."""

from functools import cache

import polars as pl

from groundgame.electoral.turnout.counted import borough_elections, general_elections, london_elections_2016, referendum
from groundgame.electoral.turnout.estimated import london_elections_since_2021, mayor_2012
from groundgame.electoral.turnout.rings import shaped

COUNTED = ("boroughs", "seats")
COLUMNS: dict[str, type[pl.DataType]] = {
    "tier": pl.String,
    "date": pl.Date,
    "ring": pl.String,
    "party": pl.String,
    "share": pl.Float64,
    "votes": pl.Int64,
    "turnout": pl.Float64,
    "ballots": pl.Int64,
    "electorate": pl.Int64,
    "basis": pl.String,
    "exact": pl.Boolean,
}


@cache
def doughnut() -> pl.DataFrame:
    """Return one row an election, ring (`inner`, `outer`) and party, oldest first.

    Columns: tier, date, ring, party, share, votes, turnout, ballots, electorate, basis, exact; shares and turnout are
    0-1. `ballots` are all papers, spoilt ones too; they over the electorate are the turnout. `basis` says what the
    figures are made of: `boroughs`; `seats`, each counted whole to the ring of most of its residents; `split
    constituencies` and `weighted shares`, which are estimates and not `exact`. A party's share where wards elect
    several is by its mean candidate. Null is what was not published. The referendum's parties are `remain` and `leave`.
    """
    found = [
        borough_elections(),
        general_elections(),
        london_elections_2016(),
        referendum(),
        london_elections_since_2021(),
        mayor_2012(),
    ]
    votes, papers = (pl.concat(frames) for frames in zip(*found, strict=True))
    share = pl.col("strength") / pl.col("strength").sum().over("tier", "date", "ring")
    rows = votes.with_columns(share=share, exact=pl.col("basis").is_in(COUNTED))
    rounded = rows.join(papers, on=["tier", "date", "ring"], how="left").with_columns(
        pl.col("votes", "ballots", "electorate").round()
    )
    order = ["date", "tier", "ring", "share", "party"]
    return shaped(rounded, COLUMNS).sort(order, descending=[False, False, False, True, False])
