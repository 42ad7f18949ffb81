"""Who won each seat since 2010, where the winner's votes may be within the sum of the other parties."""

import polars as pl

from groundgame.electoral.contests.parties import OTHER

SEAT = ["election", "seat"]


def with_winners(rows: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with `elected`, the winner's taken out of the sum of the others where that can be done exactly.

    `places` has each seat's `first` and `second` party and `majority`. A winner without a row of its own had the votes
    of the second party and the majority on top; where the second has no row either, the sum itself is marked elected.
    """
    votes, party = pl.col("votes"), pl.col("party")
    joined = rows.join(places, on=SEAT, how="left", maintain_order="left", validate="m:1")
    hidden = joined.filter(~(party == pl.col("first")).any().over(SEAT) & (party == pl.col("second")))
    found = hidden.with_columns(party=pl.col("first"), votes=votes + pl.col("majority").cast(pl.Int32))
    taken = found.select(*SEAT, taken="votes")
    left = joined.join(taken, on=SEAT, how="left", maintain_order="left").with_columns(
        votes=pl.when(party == OTHER).then(votes - pl.col("taken").fill_null(0)).otherwise(votes)
    )
    every = pl.concat([left.drop("taken"), found]).filter(votes > 0)
    named = (party == pl.col("first")).any().over(SEAT)
    elected = pl.when(named).then(party == pl.col("first")).otherwise(party == OTHER)
    return every.with_columns(elected=elected).drop("first", "second", "majority")
