"""Shares of parties in areas, who leads, and shares moved from one boundary set to another."""

import polars as pl


def party_shares(candidates: pl.DataFrame) -> pl.DataFrame:
    """Return one row an area and party: area, party, votes, strength, share (0-1), won_seats, and seats of the area.

    A party's strength is the mean vote of its candidates, so that a full slate is not three times a single candidate;
    where a party has more candidates than there are seats (independents), it is their votes over the seats. Its share
    is its strength over the strengths of all. `votes` are all the votes of its candidates.

    `candidates` has area, party, votes, elected and seats; those without published votes are left out.
    """
    strength = pl.col("votes").sum() / pl.min_horizontal(pl.len(), pl.col("seats").first().clip(lower_bound=1))
    return (
        candidates.filter(pl.col("votes").is_not_null())
        .group_by("area", "party")
        .agg(
            strength.alias("strength"),
            pl.col("votes").sum().cast(pl.Int64),
            pl.col("elected").sum().cast(pl.Int64).alias("won_seats"),
            pl.col("seats").first().cast(pl.Int64),
        )
        .with_columns((pl.col("strength") / pl.col("strength").sum().over("area")).alias("share"))
        .select("area", "party", "votes", "strength", "share", "won_seats", "seats")
        .sort("area", "share", "party", descending=[False, True, False])
    )


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
        .group_by(pl.col("to").alias("area"), "party")
        .agg((pl.col("share") * pl.col("weight")).sum().alias("share"))
        .sort("area", "share", "party", descending=[False, True, False])
    )
