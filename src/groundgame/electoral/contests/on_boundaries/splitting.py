"""The ways from the areas that a vote was counted in to the wards of 2022."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from groundgame.electoral.contests.on_boundaries.answers import answers_of_parties
from groundgame.electoral.contests.on_boundaries.counted import Counted
from groundgame.electoral.contests.on_boundaries.evidence import ALL, Pattern, even, evidence, per_resident, turnouts
from groundgame.electoral.places import atlas, carry, crosswalk

WARDS = "ward22"
CITY_OF_LONDON = "E09000001"
# What was counted by ward in 2016 speaks for the same ballot later, and the list for every other kind of vote.
CLOSEST = {"mayor": "mayor", "assembly": "assembly"}
LIST = "assembly-list"
# A ward differs less from London in other votes than in borough elections: 0.6 to 0.8 splits the three votes of 2016
# best by the borough elections of 2014, from Assembly constituencies and from Westminster seats (docs/boundaries.md).
BOROUGH_WEIGHT = 0.7

COUNTED = "counted"
AREAS = {"ward": "wards", "borough": "boroughs", "lac": "Assembly constituencies", "pcon": "seats"}
VOTES = {
    "borough": "the borough elections",
    "mayor": "the vote for mayor",
    "assembly": "the Assembly vote",
    LIST: "the list vote",
}
# Two wards that have more of each other than this are one: what is left is a matter of postcodes.
SAME = 0.99

Key = tuple[str, date]
Done = dict[Key, pl.DataFrame]
"""The votes on the wards of 2022 of what was counted by ward, by kind and day."""


def on_wards(one: Counted, done: Mapping[Key, pl.DataFrame]) -> tuple[pl.DataFrame, str]:
    """Return a contest's votes on the wards of 2022 and how they came there.

    `done` are those that were counted by ward and may speak for it, none of them later.
    """
    if one.boundary_set == WARDS:
        return one.votes.with_columns(pl.col("votes").cast(pl.Float64)), COUNTED
    if one.by_ward:
        return carry(one.votes, outside_the_city(one.boundary_set)), f"moved from {_areas(one)} by residents"
    if one.stations is not None:
        return _with_postal(one.votes, one.stations), "polling stations by ward, postal votes spread alike"
    keys = _closest(one.kind, done)
    named = " and ".join(f"{VOTES[kind]} of {day.year}" for kind, day in keys) or "residents"
    return _split(one, keys, done), f"split from {_areas(one)} by {named}"


def _areas(one: Counted) -> str:
    """Return what the areas that a contest was counted in are called, several of them."""
    kind, year = one.boundary_set.rstrip("0123456789"), one.boundary_set[-2:]
    return AREAS[kind] + (f" of 20{year}" if year.isdigit() else "")


def outside_the_city(ward_set: str) -> pl.DataFrame:
    """Return the crosswalk to the wards that elect borough councillors, those that were not redrawn whole.

    A few postcodes lie on the wrong side of the City's edge, or of another ward's, and are no sign that it moved.
    """
    elsewhere = [area.code for area in atlas().areas(WARDS) if area.borough != CITY_OF_LONDON]
    pieces = crosswalk(ward_set, WARDS).filter(pl.col("to").is_in(elsewhere))
    kept = _same(pieces)
    redrawn = ~pl.col("from").is_in(kept["from"].implode()) & ~pl.col("to").is_in(kept["to"].implode())
    return pl.concat([kept, pieces.filter(redrawn)])


def unchanged(ward_set: str) -> frozenset[str]:
    """Return the wards of 2022 that an older set had whole, whatever their code was."""
    if ward_set == WARDS:
        return frozenset(area.code for area in atlas().areas(WARDS))
    return frozenset(_same(outside_the_city(ward_set))["to"])


def _same(pieces: pl.DataFrame) -> pl.DataFrame:
    return pieces.filter((pl.col("share_of_from") > SAME) & (pl.col("share_of_to") > SAME))


def _with_postal(votes: pl.DataFrame, stations: pl.DataFrame) -> pl.DataFrame:
    """Spread each borough's votes, postal ones included, as those of its polling stations."""
    # The City was counted as one ward, which is none of these: residents alone split it.
    wards = outside_the_city("ward14")
    by_station = carry(stations.join(wards, left_on="area", right_on="from", how="semi"), wards)
    return carry(votes, crosswalk("borough", WARDS), shape=per_resident(by_station))


def _closest(kind: str, done: Mapping[Key, pl.DataFrame]) -> list[Key]:
    """Return the contests by ward that speak for one of a kind, the newest first, but its own kind before all."""
    wanted = [CLOSEST.get(kind, LIST)] if kind == "referendum" else ["borough", CLOSEST.get(kind, LIST)]
    newest = [max((key for key in done if key[0] == name), default=None) for name in wanted]
    return sorted((key for key in newest if key), key=lambda key: (key[0] == kind, key[1]), reverse=True)


def _split(one: Counted, keys: list[Key], done: Mapping[Key, pl.DataFrame]) -> pl.DataFrame:
    """Split votes of larger areas: each party's as the earlier contests say, every ward as large as in the first."""
    pieces, parties = crosswalk(one.boundary_set, WARDS), one.votes["party"].unique().to_list()
    if not keys:
        return carry(one.votes, pieces, shape=even(parties))
    turnout = turnouts(done[keys[0]], _turnout_of(one))
    totals = one.votes.group_by("area", party=pl.lit(ALL)).agg(pl.col("votes").sum())
    sizes = carry(totals, pieces, shape=turnout)
    if one.kind == "referendum":
        shape = answers_of_parties(one.votes, done[keys[0]], crosswalk(WARDS, one.boundary_set))
    else:
        patterns = [Pattern(done[key], BOROUGH_WEIGHT if key[0] == "borough" else 1.0) for key in keys]
        shape = evidence(patterns, parties, turnout)
    return carry(one.votes, pieces, shape=shape, sizes=sizes)


def _turnout_of(one: Counted) -> float | None:
    """Return the turnout (0-1) of all London, or None where no electorate was published."""
    papers = one.papers.drop_nulls()
    return None if papers.is_empty() else int(papers["ballots"].sum()) / int(papers["electorate"].sum())
