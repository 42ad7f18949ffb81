"""General elections as Great Britain voted, since 1955: what polls and local elections are held against."""

import csv
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import polars as pl

from groundgame.electoral.contests.days import with_election_day
from groundgame.electoral.contests.parties import OTHER
from groundgame.electoral.contests.record import record
from groundgame.electoral.places import LONDON

TIER = "parliament"
Shares = Mapping[str, float]


@cache
def general_elections(area: str = "gb") -> Mapping[date, Shares]:
    """Return each general election's shares (0-1) by party, oldest first; `area` is `gb` or `london`.

    The record has them since 1974. The five before, of Great Britain alone and of three parties, are the published
    shares (C. Rallings and M. Thrasher, British Electoral Facts), kept in `general_before_1974.csv`.
    """
    early = _before_1974() if area == "gb" else {}
    return MappingProxyType(early | _recorded(area))


@cache
def seats_won() -> Mapping[date, Mapping[str, int]]:
    """Return the seats of each party in Great Britain at each general election since 1974, oldest first."""
    won = general_votes().group_by("day", "party").agg(pl.col("elected").sum())
    found: dict[date, dict[str, int]] = {}
    for day, party, seats in won.filter(pl.col("elected") > 0).sort("day", "party").iter_rows():
        found.setdefault(day, {})[party] = seats
    return MappingProxyType(found)


@cache
def general_votes() -> pl.DataFrame:
    """Return day, area, within, party, votes and elected of every party in every seat at general elections since 1974.

    The day is the election's, also where a seat's poll was put off; by-elections are left out.
    """
    days = with_election_day(record().index.filter(pl.col("tier") == TIER)).filter(~pl.col("by_election"))
    votes = record().votes(TIER).join(days.select("id", "day"), on="id")
    return votes.select("day", "area", "within", "party", "votes", "elected")


def _before_1974() -> dict[date, Shares]:
    text = files(__package__).joinpath("general_before_1974.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {date.fromisoformat(row.pop("date")): {name: float(value) for name, value in row.items()} for row in rows}


def _recorded(area: str) -> dict[date, Shares]:
    found: dict[date, dict[str, float]] = {}
    for day, party, share in _sums(area).iter_rows():
        found.setdefault(day, {})[party] = share
    return {day: MappingProxyType(shares) for day, shares in found.items()}


def _sums(area: str) -> pl.DataFrame:
    votes = general_votes().filter(pl.col("votes").is_not_null())
    chosen = votes if area == "gb" else votes.filter(pl.col("within") == LONDON)
    sums = chosen.group_by("day", "party").agg(pl.col("votes").sum())
    share = pl.col("votes") / pl.col("votes").sum().over("day")
    return sums.select("day", "party", share=share).filter(pl.col("party") != OTHER).sort("day", "party")
