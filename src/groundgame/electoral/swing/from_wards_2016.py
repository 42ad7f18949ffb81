"""The London elections of 2016 by ward, the one year published so; postal votes are spread by estimate."""

from collections.abc import Iterator

import polars as pl

from groundgame.electoral.contests import record
from groundgame.electoral.places import atlas
from groundgame.electoral.swing.from_contests import contest_of
from groundgame.electoral.swing.levels import Level, papers_of

YEAR = 2016
BALLOTS_2016 = {"mayor_first": "mayor", "assembly_list": "assembly-list", "assembly_constituency": "assembly"}


def ward_levels_2016() -> Iterator[Level]:
    """Give the mayor, the list and the constituencies of 2016 by the wards of 2014; not counted.

    Postal votes, 22% of all, were counted by borough. A party's are spread over the wards as its votes at polling
    stations were, so that every borough's total is the declared one. The City of London, counted as
    one, is left out.
    """
    table = record().frame("london_votes_2016_by_ward").filter(kind="vote")
    wards = [area.code for area in atlas().areas("ward14")]
    for ballot, tier in BALLOTS_2016.items():
        rows = _spread(table.filter(ballot=ballot)).filter(pl.col("area").is_in(wards))
        _, day = contest_of(tier, YEAR)
        yield Level(tier, day, "ward14", rows, papers_of(rows.select("area").unique()), counted=False)


def _spread(votes: pl.DataFrame) -> pl.DataFrame:
    """Return the shares of wards, postal votes spread over them, in the shape that `party_shares` gives."""
    whole = votes.group_by("borough", "party").agg(whole=pl.col("count").sum())
    stations = votes.filter(pl.col("ward").is_not_null())
    by_ward = (
        stations.group_by("borough", "party", area="ward")
        .agg(pl.col("count").sum())
        .join(whole, on=["borough", "party"])
    )
    at_stations = pl.col("count").sum().over("borough", "party")
    strength = pl.when(at_stations > 0).then(pl.col("count") * pl.col("whole") / at_stations).otherwise(0.0)
    rows = by_ward.sort("area", "party").with_columns(strength=strength)
    return rows.select(
        "area",
        "party",
        pl.col("strength").round().cast(pl.Int64).alias("votes"),
        "strength",
        share=pl.col("strength") / pl.col("strength").sum().over("area"),
        won_seats=pl.lit(0, dtype=pl.Int64),
        seats=pl.lit(1, dtype=pl.Int64),
    )
