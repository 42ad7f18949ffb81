"""Which election a contest belongs to: a ward whose poll was put off votes late, a by-election is one of its own."""

import polars as pl

LONGEST_DELAY = "90d"
SET = ["tier", "boundary_set"]


def with_election_day(contests: pl.DataFrame) -> pl.DataFrame:
    """Add `day`, that of the election which a contest is part of, and `by_election`.

    A day on which at least half of a tier's areas voted is an election. An area that did not vote on it but did within
    90 days of it had its poll put off (a candidate had died) and belongs to it; any other contest is a by-election, on
    its own day. `contests` is the record's index, or some of it.
    """
    elections = _elections(contests).sort("day")
    dated = contests.sort("date").join_asof(
        elections,
        left_on="date",
        right_on="day",
        by=SET,
        tolerance=LONGEST_DELAY,
        coalesce=False,
        check_sortedness=False,
    )
    voted = contests.select(*SET, "area", day="date", voted=pl.lit(value=True)).unique()
    known = dated.join(voted, on=[*SET, "area", "day"], how="left")
    of_election = pl.col("day").is_not_null() & (pl.col("voted").is_null() | (pl.col("date") == pl.col("day")))
    day = pl.when(of_election).then("day").otherwise("date")
    return known.with_columns(day=day, by_election=~of_election).drop("voted").sort("date", "id")


def _elections(contests: pl.DataFrame) -> pl.DataFrame:
    days = contests.group_by(*SET, day="date").agg(areas=pl.col("area").n_unique())
    return days.filter(2 * pl.col("areas") >= pl.col("areas").max().over(SET)).select(*SET, "day")
