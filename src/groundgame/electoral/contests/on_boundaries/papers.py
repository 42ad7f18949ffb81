"""The turnout of wards, from papers and electors that were counted in larger areas."""

import polars as pl

from groundgame.electoral.contests.on_boundaries.counted import Counted
from groundgame.electoral.contests.on_boundaries.evidence import ALL, electors, per_resident
from groundgame.electoral.places import carry, crosswalk

WARDS = "ward22"


def with_turnout(votes: pl.DataFrame, one: Counted) -> pl.DataFrame:
    """Add `turnout` to a contest's votes by ward: papers over electors (0-1), null where either was not published.

    A larger area's electors fall on its wards as the electors of 2022 do; its papers as its votes.
    """
    papers = one.papers.drop_nulls(["electorate", "ballots"])
    if papers.is_empty():
        return votes.with_columns(turnout=pl.lit(None, dtype=pl.Float64))
    if one.boundary_set == WARDS:
        known = papers.select("area", turnout=pl.col("ballots") / pl.col("electorate"))
        return votes.join(known, on="area", how="left")
    return _estimated(votes, one, papers)


def _estimated(votes: pl.DataFrame, one: Counted, papers: pl.DataFrame) -> pl.DataFrame:
    carried = carry(_one_party(papers, "electorate"), crosswalk(one.boundary_set, WARDS), shape=_electors_of_2022())
    valid = one.votes.join(papers, on="area", how="semi")["votes"].sum()
    wards = carried.select("area", electors="votes")
    ballots = pl.col("votes").sum().over("area") * papers["ballots"].sum() / valid
    return votes.join(wards, on="area", how="left").with_columns(turnout=ballots / pl.col("electors")).drop("electors")


def _electors_of_2022() -> pl.DataFrame:
    return per_resident(electors().select("area", party=pl.lit(ALL), votes="electors"))


def _one_party(papers: pl.DataFrame, column: str) -> pl.DataFrame:
    return papers.select("area", party=pl.lit(ALL), votes=column)
