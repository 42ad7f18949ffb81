"""The share of each party in an area, whatever the number of seats."""

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
        .group_by("area", "party", maintain_order=True)
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
