"""Who leads in an area, and shares moved from one boundary set to another."""

import polars as pl


def leaders(shares: pl.DataFrame) -> pl.DataFrame:
    """Return one row an area: area, winner (a party) and margin (0-1).

    The winner is the party with most seats, the higher share deciding between equals. The margin is its share less the
    best of the others; below zero where a party took more seats with fewer votes a candidate. Several parties published
    as one sum count as one, so that a margin over such a sum is at least as large as shown.
    """
    ranked = shares.sort("area", "won_seats", "share", "party", descending=[False, True, True, False])
    first = ranked.group_by("area", maintain_order=True).agg(
        pl.col("party").first().alias("winner"),
        pl.col("share").first().alias("best"),
        pl.col("share").slice(1).max().fill_null(0).alias("next"),
    )
    return first.select("area", "winner", (pl.col("best") - pl.col("next")).alias("margin"))


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
