"""All levels of all elections, and the latest of a tier."""

from datetime import date
from functools import cache
from typing import Literal

import polars as pl

from groundgame.electoral.swing.from_contests import contest_levels
from groundgame.electoral.swing.from_tables import table_levels
from groundgame.electoral.swing.from_wards_2016 import ward_levels_2016
from groundgame.electoral.swing.levels import Level

# The newest boundary set that each tier's votes are published by.
FINEST = {"mayor": "lac", "assembly": "lac", "assembly-list": "lac", "borough": "ward22", "parliament": "pcon24"}
TIERS = tuple(FINEST)


class UnknownTierError(LookupError):
    """There is no such tier of election."""


@cache
def levels() -> tuple[Level, ...]:
    """Return every level of every election that touches London, oldest first."""
    found = [*contest_levels(), *table_levels(), *ward_levels_2016()]
    return tuple(sorted(found, key=lambda one: (one.date, one.tier, one.boundary_set)))


@cache
def every(what: Literal["shares", "papers"]) -> pl.DataFrame:
    """Return the shares or the papers of all levels in one frame; `level` is the key of each row's level."""
    frames = {one.key: one.shares if what == "shares" else one.papers for one in levels()}
    return pl.concat(frame.with_columns(level=pl.lit(key)) for key, frame in frames.items())


@cache
def areas_ever(tier: str, boundary_set: str) -> frozenset[str]:
    """Return the areas of a boundary set that a tier has ever voted in."""
    return frozenset[str]().union(*(one.areas for one in levels() if one.is_of(tier, boundary_set)))


def is_whole(one: Level) -> bool:
    """Tell whether a level is of an election and not of by-elections: at least half of the areas voted."""
    return 2 * len(one.areas) >= len(areas_ever(one.tier, one.boundary_set))


def level(tier: str, boundary_set: str, *, before: date = date.max) -> Level | None:
    """Return a tier's latest election in a boundary set, of those before a date, or None; by-elections are left out."""
    found = [one for one in levels() if one.is_of(tier, boundary_set) and one.date < before and is_whole(one)]
    return found[-1] if found else None


def latest_level(tier: str) -> Level:
    """Return the latest election of a tier at its finest level.

    Raises:
        UnknownTierError: if the tier is none of `TIERS`.
    """
    found = level(tier, FINEST[tier]) if tier in FINEST else None
    if found is None:
        raise UnknownTierError(f"There is no tier {tier!r}; there are {', '.join(TIERS)}.")
    return found
