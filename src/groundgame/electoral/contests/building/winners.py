"""The first two of each seat since 2010, either of whom may be within the sum of the other parties."""

import polars as pl

from groundgame.electoral.contests.parties import OTHER

SEAT = ["election", "seat"]


def with_first_two(rows: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with `elected`, and with the first and the second out of the sum of the others.

    `places` has each seat's `first` and `second` party and `majority`. Whichever of the two has no row of its own has
    the other's votes and the majority, more or less. Where neither has one, their votes are not known: the sum stays,
    and is marked elected.
    """
    found = _hidden(rows, places)
    taken = found.select(*SEAT, taken="votes")
    left = rows.join(taken, on=SEAT, how="left", maintain_order="left").with_columns(
        votes=pl.when(pl.col("party") == OTHER).then(pl.col("votes") - pl.col("taken").fill_null(0)).otherwise("votes")
    )
    every = pl.concat([left.drop("taken"), found]).filter(pl.col("votes") > 0)
    placed = every.join(places.select(*SEAT, "first"), on=SEAT, how="left", maintain_order="left")
    won = pl.col("party") == pl.col("first")
    elected = pl.when(won.any().over(SEAT)).then(won).otherwise(pl.col("party") == OTHER)
    return placed.with_columns(elected=elected).drop("first")


def _hidden(rows: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of those who can be taken out of the sum of the others."""
    votes = rows.select(*SEAT, "party", own="votes")
    both = places.join(_votes_of("first", votes), on=["first", *SEAT], how="left", maintain_order="left").join(
        _votes_of("second", votes), on=["second", *SEAT], how="left", maintain_order="left"
    )
    hidden = both.filter(pl.col("first_votes").is_null() != pl.col("second_votes").is_null())
    first_is_hidden = pl.col("first_votes").is_null()
    found = hidden.select(
        *SEAT,
        hidden=pl.when(first_is_hidden).then("first").otherwise("second"),
        hidden_votes=pl.when(first_is_hidden)
        .then(pl.col("second_votes") + pl.col("majority"))
        .otherwise(pl.col("first_votes") - pl.col("majority")),
    )
    others = rows.filter(party=OTHER).join(found, on=SEAT, maintain_order="left", validate="1:1")
    return others.with_columns(party="hidden", votes="hidden_votes").drop("hidden", "hidden_votes")


def _votes_of(place: str, votes: pl.DataFrame) -> pl.DataFrame:
    return votes.rename({"party": place, "own": f"{place}_votes"})
