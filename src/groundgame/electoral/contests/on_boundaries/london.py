"""All London results since 2014 on the wards of 2022."""

from datetime import date
from functools import cache

import polars as pl

from groundgame.electoral.contests.on_boundaries.counted import Counted, counted_since_2014
from groundgame.electoral.contests.on_boundaries.papers import with_turnout
from groundgame.electoral.contests.on_boundaries.splitting import COUNTED, Done, on_wards, unchanged

COLUMNS = ["kind", "date", "area", "party", "votes", "share", "turnout", "estimated", "how"]


def london_results(as_of: date = date.max) -> pl.DataFrame:
    """Return all London results since 2014 on the wards of 2022, one row a contest, ward and party.

    Columns: kind (`mayor`, `assembly-list`, `assembly`, `borough`, `parliament`, `european`, `referendum`), date, area,
    party, votes, share (0-1, of the ward's votes), turnout (0-1; null where no electorate was published), estimated,
    and `how` in words. A ward that an older set had unchanged, under whatever code, is as it was counted. Votes are
    fractions; in a borough election a party's are the mean of its candidates', so that a slate of three counts as one.
    The wards of the City of London have no borough elections.

    Only contests held before `as_of` are given. No row uses a vote held after its own contest, so that they are the
    same whatever `as_of` is; where people live is the census of 2021.

    What was counted in larger areas is split by residents and by what ward-counted contests no later than it say: the
    newest borough election, and 2016, when the mayor and the Assembly were counted by ward (postal votes by borough).
    Every party's total in each area that was counted is kept, and what each ward cast follows its turnout then.
    """
    return _all_results().filter(pl.col("date") < as_of)


@cache
def _all_results() -> pl.DataFrame:
    done: Done = {}
    told: list[pl.DataFrame] = []
    # What was counted by ward comes first within a day: it speaks for what was not.
    for one in sorted(counted_since_2014(), key=lambda each: (each.date, not each.by_ward, each.stations is None)):
        votes, how = on_wards(one, done)
        if one.by_ward or one.stations is not None:
            done[one.kind, one.date] = votes
        told.append(_told(one, votes, how))
    return pl.concat(told).sort("date", "kind", "area", "share", "party", descending=[False, False, False, True, False])


def _told(one: Counted, votes: pl.DataFrame, how: str) -> pl.DataFrame:
    rows = with_turnout(votes.filter(pl.col("votes") > 0), one)
    same = pl.col("area").is_in(unchanged(one.boundary_set) if one.by_ward else [])
    told = rows.with_columns(
        kind=pl.lit(one.kind),
        date=pl.lit(one.date),
        share=pl.col("votes") / pl.col("votes").sum().over("area"),
        estimated=~same,
        how=pl.when(same).then(pl.lit(COUNTED)).otherwise(pl.lit(how)),
    )
    return told.select(COLUMNS)
