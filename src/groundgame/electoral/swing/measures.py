"""The figures behind the map: one row a ward, for the latest election of a tier."""

from functools import cache

import polars as pl

from groundgame.electoral.places import AreaKind, atlas
from groundgame.electoral.swing.comparing.carrying import carried
from groundgame.electoral.swing.elections import areas_ever, latest_level, level
from groundgame.electoral.swing.levels import Level
from groundgame.electoral.swing.shares import leaders

HOLDING = {"lac": AreaKind.ASSEMBLY, "pcon24": AreaKind.WESTMINSTER, "borough": AreaKind.BOROUGH}
OLDER_WARDS = ("ward18", "ward14")


def measures(tier: str, party: str) -> pl.DataFrame:
    """Return one row a ward that elects borough councillors today (679), for a tier's latest election.

    Columns: ward, area (whose figure it is), level (that area's boundary set), contest, winner, margin, turnout, share
    and change of `party`, and change_counted. Winner and margin (null where nobody knows it) are those of `leaders`;
    turnout is all ballot papers over the electorate; shares, margin, turnout and change are 0-1. A tier counted by
    larger areas than wards gives each ward the figures of the area that holds it: it is then no measure of the ward
    itself, and `level` says so.

    `change` is the share less that of the election before, as `compare` has it: votes are carried to the new
    boundaries, and shares are of those. Where boundaries have changed since (wards of 2018) or the
    earlier figures are notional (Westminster 2019), it is an estimate and `change_counted` is false. It is null where
    there is nothing to compare with. For the mayor it sets votes of 2024 against first choices of 2021.

    Raises:
        UnknownTierError: if the tier is none of `TIERS`.
    """
    latest = latest_level(tier)
    ward_areas = areas_of_wards(latest.boundary_set)
    return (
        ward_areas.join(latest.papers.select("area", "contest", "turnout"), on="area", how="left")
        .join(leaders(latest.shares, latest.papers), on="area", how="left")
        .join(_share_and_change(latest, party), on="area", how="left")
        .with_columns(level=pl.lit(latest.boundary_set), change_counted=pl.lit(value=_change_is_counted(latest)))
        .select("ward", "area", "level", "contest", "winner", "margin", "turnout", "share", "change", "change_counted")
        .sort("ward")
    )


def shares(tier: str) -> pl.DataFrame:
    """Return ward, area, party, votes, share (0-1) and change (0-1) of every party, for a tier's latest election.

    A party that stood last time and not this has share 0; see `measures` for what a ward's figure means.

    Raises:
        UnknownTierError: if the tier is none of `TIERS`.
    """
    latest = latest_level(tier)
    now = latest.shares.select("area", "party", "votes", "share")
    before = _before(latest).rename({"share": "before"})
    both = now.join(before, on=["area", "party"], how="full", coalesce=True).filter(
        pl.col("area").is_in(now["area"].implode())
    )
    had_votes = pl.col("area").is_in(before["area"].implode())
    change = pl.col("share").fill_null(0) - pl.when(had_votes).then(pl.col("before").fill_null(0))
    filled = both.with_columns(change.alias("change"), pl.col("share", "votes").fill_null(0)).drop("before")
    return (
        areas_of_wards(latest.boundary_set)
        .join(filled, on="area")
        .sort("ward", "share", "party", descending=[False, True, False])
    )


@cache
def areas_of_wards(boundary_set: str) -> pl.DataFrame:
    """Return ward and area: for each ward that elects borough councillors, the area of a boundary set that holds it."""
    places = atlas()
    wards = sorted(areas_ever("borough", "ward22"))
    kind = HOLDING.get(boundary_set)
    areas = [places.containing(ward)[kind] if kind else ward for ward in wards]
    return pl.DataFrame({"ward": wards, "area": areas}, schema={"ward": pl.String, "area": pl.String})


def _share_and_change(latest: Level, party: str) -> pl.DataFrame:
    areas = latest.shares.select("area").unique()
    before = _before(latest)
    known = pl.col("area").is_in(before["area"].implode())
    now = latest.shares.filter(party=party).select("area", "share")
    then = before.filter(party=party).select("area", before="share")
    joined = (
        areas.join(now, on="area", how="left")
        .join(then, on="area", how="left")
        .with_columns(pl.col("share").fill_null(0))
    )
    return joined.select("area", "share", change=pl.col("share") - pl.when(known).then(pl.col("before").fill_null(0)))


def _before(latest: Level) -> pl.DataFrame:
    """Shares of the election before, in the boundaries of the latest: area, party, share."""
    same = level(latest.tier, latest.boundary_set, before=latest.date)
    if same is not None:
        return same.shares.select("area", "party", "share")
    for older in OLDER_WARDS:
        earlier = level(latest.tier, older, before=latest.date)
        if earlier is not None and (votes := carried(earlier, latest.boundary_set)) is not None:
            return votes.select("area", "party", "share")
    return latest.shares.select("area", "party", "share").clear()


def _change_is_counted(latest: Level) -> bool:
    same = level(latest.tier, latest.boundary_set, before=latest.date)
    return same is not None and same.counted
