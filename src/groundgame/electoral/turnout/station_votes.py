"""Elections of which wards were published without their postal votes: the missing ones are spread by borough."""

import polars as pl

from groundgame.electoral.contests import record


def papers_2016() -> pl.DataFrame:
    """Return area (ward of 2014, the City as one) and papers of the mayor's election of 2016.

    Papers at polling stations were counted by ward, postal ones by borough (22% of all). A borough's postal papers are
    spread as its papers at the stations.
    """
    table = record().frame("london_votes_2016_by_ward").filter(ballot="mayor_first")
    whole = table.group_by("borough").agg(whole=pl.col("count").sum())
    stations = table.filter(pl.col("ward").is_not_null()).group_by("borough", area="ward").agg(pl.col("count").sum())
    spread = pl.col("count") * pl.col("whole") / pl.col("count").sum().over("borough")
    return stations.join(whole, on="borough").select("area", papers=spread).sort("area")


def turnout_2012() -> pl.DataFrame:
    """Return area (ward of 2002) and turnout of the mayor's election of 2012.

    The turnouts published by ward leave postal votes out, those by borough do not: a borough's wards are
    raised alike to the borough's own.
    """
    table = record().frame("mayor_2012_turnout").filter(pl.col("borough").is_not_null())
    boroughs = record().frame("mayor_2012_turnout").filter(pl.col("borough").is_null())
    whole = boroughs.select(borough="name", whole="turnout_share")
    raised = pl.col("turnout_share") * pl.col("whole") / pl.col("turnout_share").mean().over("borough")
    wards = table.join(whole, on="borough").select("area", turnout=raised)
    return wards.sort("area")
