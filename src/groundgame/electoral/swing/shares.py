"""Who leads in an area, and shares moved from one boundary set to another."""

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


def moved(shares: pl.DataFrame, crosswalk: pl.DataFrame) -> pl.DataFrame:
    """Return shares in another boundary set: area, party, share (0-1). An estimate.

    Each new area takes the shares of the old areas that its residents lived in, weighted by how many did; old areas
    without votes are left out of the weights. `crosswalk` has from, to and share_of_to.
    """
    voted = crosswalk.join(shares.select(pl.col("area").alias("from")).unique(), on="from")
    weights = voted.with_columns((pl.col("share_of_to") / pl.col("share_of_to").sum().over("to")).alias("weight"))
    return (
        weights.join(shares, left_on="from", right_on="area")
        .sort("from", "to", "party")
        .group_by(pl.col("to").alias("area"), "party", maintain_order=True)
        .agg((pl.col("share") * pl.col("weight")).sum().alias("share"))
        .sort("area", "share", "party", descending=[False, True, False])
    )
