"""All London results since 2014 on the wards of 2022."""

from datetime import date
from functools import cache

import polars as pl

from groundgame.electoral.contests.on_boundaries.counted import Counted, counted_since_2014
from groundgame.electoral.contests.on_boundaries.evidence import ALL, even, evidence, per_resident, turnouts
from groundgame.electoral.contests.on_boundaries.papers import with_turnout
from groundgame.electoral.places import atlas, carry, crosswalk

Done = dict[tuple[str, date], pl.DataFrame]

WARDS = "ward22"
CITY_OF_LONDON = "E09000001"
COLUMNS = ["kind", "date", "area", "party", "votes", "share", "turnout", "estimated", "how"]
# What was counted by ward in 2016 speaks for the same ballot later, and the list for every other kind of vote.
CLOSEST = {"mayor": "mayor", "assembly": "assembly"}
LIST = "assembly-list"


def london_results(as_of: date = date.max) -> pl.DataFrame:
    """Return all London results since 2014 on the wards of 2022, one row a contest, ward and party.

    Columns: kind (`mayor`, `assembly-list`, `assembly`, `borough`, `parliament`, `european`, `referendum`), date, area,
    party, votes, share (0-1, of the ward's votes), turnout (0-1; null where no electorate was published), estimated,
    and `how` in words. Votes are fractions; in a borough election a party's are the mean of its candidates', so that
    a slate of three counts as one. The wards of the City of London have no borough elections.

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
        votes, how = _on_wards(one, done)
        if one.by_ward or one.stations is not None:
            done[one.kind, one.date] = votes
        told.append(_told(one, votes, how))
    return pl.concat(told).sort("date", "kind", "area", "share", "party", descending=[False, False, False, True, False])


def _on_wards(one: Counted, done: Done) -> tuple[pl.DataFrame, str]:
    if one.boundary_set == WARDS:
        return one.votes.select("area", "party", pl.col("votes").cast(pl.Float64)), "counted"
    if one.by_ward:
        return carry(
            one.votes, outside_the_city(one.boundary_set)
        ), f"moved from the wards of 20{one.boundary_set[-2:]} by residents"
    if one.stations is not None:
        return _with_postal(one.votes, one.stations), "polling stations by ward, postal votes spread alike"
    patterns = _patterns(one.kind, done)
    named = " and ".join(f"{kind} {day.year}" for (kind, day), _ in patterns)
    return _split(one, [votes for _, votes in patterns]), f"split from {one.boundary_set} by {named or 'residents'}"


def _with_postal(votes: pl.DataFrame, stations: pl.DataFrame) -> pl.DataFrame:
    """Spread each borough's votes, postal ones included, as those of its polling stations."""
    # The City was counted as one ward, which is none of these: residents alone split it.
    wards = outside_the_city("ward14")
    by_station = carry(stations.join(wards, left_on="area", right_on="from", how="semi"), wards)
    return carry(votes, crosswalk("borough", WARDS), shape=per_resident(by_station))


def outside_the_city(ward_set: str) -> pl.DataFrame:
    """Return the crosswalk to the wards that elect borough councillors; a few postcodes lie on the City's edge."""
    elsewhere = [area.code for area in atlas().areas(WARDS) if area.borough != CITY_OF_LONDON]
    return crosswalk(ward_set, WARDS).filter(pl.col("to").is_in(elsewhere))


def _patterns(kind: str, done: Done) -> list[tuple[tuple[str, date], pl.DataFrame]]:
    """Return the contests by ward that speak for one of a kind, the newest first, but its own kind before all."""
    wanted = ("borough", CLOSEST.get(kind, LIST))
    newest = [max((key for key in done if key[0] == name), key=lambda key: key[1], default=None) for name in wanted]
    keys = sorted((key for key in newest if key), key=lambda key: (key[0] == kind, key[1]), reverse=True)
    return [(key, done[key]) for key in keys]


def _told(one: Counted, votes: pl.DataFrame, how: str) -> pl.DataFrame:
    rows = with_turnout(votes.filter(pl.col("votes") > 0), one)
    words = {"kind": one.kind, "date": one.date, "estimated": one.boundary_set != WARDS, "how": how}
    share = pl.col("votes") / pl.col("votes").sum().over("area")
    return rows.with_columns(
        share.alias("share"), *(pl.lit(value).alias(name) for name, value in words.items())
    ).select(COLUMNS)


def _split(one: Counted, patterns: list[pl.DataFrame]) -> pl.DataFrame:
    """Split votes of larger areas: each party's as the patterns say, every ward as large as it was in the first."""
    pieces, parties = crosswalk(one.boundary_set, WARDS), one.votes["party"].unique().to_list()
    if not patterns:
        return carry(one.votes, pieces, shape=even(parties))
    turnout = turnouts(patterns[0], turnout_of(one))
    totals = one.votes.group_by("area", party=pl.lit(ALL)).agg(pl.col("votes").sum())
    sizes = carry(totals, pieces, shape=turnout)
    return carry(one.votes, pieces, shape=evidence(patterns, parties, turnout), sizes=sizes)


def turnout_of(one: Counted) -> float | None:
    """Return the turnout (0-1) of all London, or None where no electorate was published."""
    papers = one.papers.drop_nulls()
    return None if papers.is_empty() else int(papers["ballots"].sum()) / int(papers["electorate"].sum())
