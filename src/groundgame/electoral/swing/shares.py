"""Who leads in an area."""

import polars as pl

from groundgame.electoral.contests.parties import OTHER


def leaders(shares: pl.DataFrame, papers: pl.DataFrame) -> pl.DataFrame:
    """Return one row an area: area, winner (a party) and margin (0-1).

    The winner is the party with most seats, the higher share deciding between equals. The margin is the majority over
    the votes, where `papers` (area, majority) has one; else the winner's share less the best of the others, below zero
    where a party took more seats with fewer votes a candidate. It is null where no majority was published and the
    winner or the runner-up may be within the sum `other`, whose parties' own votes nobody knows.
    """
    ranked = shares.sort("area", "won_seats", "share", "party", descending=[False, True, True, False])
    rivals, is_sum = pl.col("share").slice(1), pl.col("party") == OTHER
    first = ranked.group_by("area", maintain_order=True).agg(
        pl.col("party").first().alias("winner"),
        pl.col("share").first().alias("best"),
        rivals.max().fill_null(0).alias("next"),
        hidden=is_sum.first() | (is_sum.slice(1) & (rivals == rivals.max())).any(),
        valid=pl.col("votes").sum(),
    )
    known = first.join(papers.select("area", "majority"), on="area", how="left", maintain_order="left")
    counted = pl.when(~pl.col("hidden")).then(pl.col("best") - pl.col("next"))
    return known.select("area", "winner", margin=pl.coalesce(pl.col("majority") / pl.col("valid"), counted))
