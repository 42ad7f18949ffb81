"""Votes of the record by London's wards and boroughs."""

from collections.abc import Iterable
from datetime import date

import polars as pl

from groundgame.electoral.contests import london_results, record
from groundgame.electoral.flows.answers import FlowsError
from groundgame.electoral.flows.asking import Asked
from groundgame.electoral.places import atlas

Read = tuple[pl.DataFrame, str | None]
"""Rows of area, option and votes, and a sentence on what is not as it was counted, if anything is."""

BY_WARD_DAY = date(2016, 5, 5)
LARGER = ("split from Assembly constituencies", "split from seats")
BALLOTS_2016 = {"mayor": "mayor_first", "assembly-list": "assembly_list", "assembly": "assembly_constituency"}


def counted_by_ward(one: Asked) -> bool:
    """Tell whether a vote is one of those of 2016, which were counted by ward."""
    return one.day == BY_WARD_DAY and one.kind in BALLOTS_2016


def as_counted(one: Asked) -> Read:
    """Return the votes of 2016 by ward and, apart, by each borough's batch of postal votes."""
    rows = record().frame("london_votes_2016_by_ward").filter(kind="vote", ballot=BALLOTS_2016[one.kind])
    area = pl.coalesce("ward", pl.col("borough") + pl.lit(" postal"))
    return rows.select(area=area, option="party", votes="count"), None


def by_ward(one: Asked) -> Read:
    """Return votes by the wards of today, counted or estimated.

    Raises:
        FlowsError: if the record has none.
    """
    rows = _rows(one)
    hows = rows["how"].unique().sort().to_list()
    note = None if hows == ["counted"] else f"Votes of {one.text} by ward are estimated: {'; '.join(hows)}."
    return rows.select("area", "votes", option="party"), note


def by_borough(one: Asked) -> Read:
    """Return votes by borough: sums of its wards, which hold what was counted in wards or in boroughs.

    Raises:
        FlowsError: if the record has none.
    """
    rows = _rows(one)
    boroughs = {area.code: area.borough for area in atlas().areas("ward22")}
    apart = sorted(how for how in rows["how"].unique() if how.startswith(LARGER))
    note = f"Votes of {one.text} by borough are estimated: {'; '.join(apart)}." if apart else None
    return rows.select("votes", area=pl.col("area").replace(boroughs), option="party"), note


def _rows(one: Asked) -> pl.DataFrame:
    rows = london_results().filter((pl.col("kind") == one.kind) & (pl.col("date") == one.day))
    if one.boroughs is not None:
        rows = rows.filter(pl.col("area").is_in(_wards_of(one.boroughs)))
    if rows.is_empty():
        raise FlowsError(f"The record has no votes of {one.text!r} by ward: it has London's since 2014.")
    return rows


def _wards_of(boroughs: Iterable[str]) -> list[str]:
    held = set(boroughs)
    return [area.code for area in atlas().areas("ward22") if area.borough in held]
