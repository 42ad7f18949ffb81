"""Levels made of votes that were published below or beside a contest: by constituency, by borough, notional."""

from collections.abc import Iterator
from datetime import date

import polars as pl

from groundgame.electoral.contests import record
from groundgame.electoral.contests.shares import party_shares
from groundgame.electoral.places import atlas
from groundgame.electoral.swing.from_contests import contest_of
from groundgame.electoral.swing.from_wards_2016 import BALLOTS_2016
from groundgame.electoral.swing.levels import Level, papers_of

# The files of London Elects name a ballot; the record names a tier.
BALLOTS = {"mayor": "mayor", "assembly_list": "assembly-list"}
NOTIONALS = {
    "general_2005_notional": ("pcon10", date(2005, 5, 5)),
    "general_2019_notional": ("pcon24", date(2019, 12, 12)),
}


def table_levels() -> Iterator[Level]:
    """Give the levels that are parts of a contest, or estimates of one."""
    yield from _by_constituency()
    yield from _by_borough_2016()
    yield _by_borough_2012()
    yield from _notional()


def _by_constituency() -> Iterator[Level]:
    votes = record().frame("london_votes_by_constituency").rename({"constituency": "area"})
    papers = record().frame("london_turnout_by_constituency").rename({"constituency": "area"})
    for (year, ballot), group in votes.group_by("year", "ballot", maintain_order=True):
        if (tier := BALLOTS.get(str(ballot))) is not None:
            contest, day = contest_of(tier, int(str(year)))
            counts = papers_of(papers.filter(year=year, ballot=ballot), contest)
            yield Level(tier, day, "lac", _part_shares(group), counts)


def _by_borough_2016() -> Iterator[Level]:
    votes = record().frame("london_votes_2016_by_borough").rename({"borough": "area"})
    for (ballot,), group in votes.group_by("ballot", maintain_order=True):
        if (tier := BALLOTS_2016.get(str(ballot))) is not None:
            contest, day = contest_of(tier, 2016)
            papers = papers_of(group.select("area").unique(), None if tier == "assembly" else contest)
            yield Level(tier, day, "borough", _part_shares(group), papers)


def _by_borough_2012() -> Level:
    """Only shares were published; without votes they cannot be summed, and `strength` is null."""
    contest, day = contest_of("mayor", 2012)
    table = record().frame("mayor_2012_by_borough").rename({"borough": "area"})
    null = pl.lit(None)
    shares = table.select(
        "area",
        "party",
        null.cast(pl.Int64).alias("votes"),
        null.cast(pl.Float64).alias("strength"),
        "share",
        won_seats=pl.lit(0, dtype=pl.Int64),
        seats=pl.lit(1, dtype=pl.Int64),
    )
    turnout = record().frame("mayor_2012_turnout").select("area", turnout="turnout_share").unique()
    papers = papers_of(shares.select("area").unique().join(turnout, on="area", how="left"), contest)
    return Level("mayor", day, "borough", shares.sort("area", "share", descending=[False, True]), papers)


def _notional() -> Iterator[Level]:
    for name, (boundary_set, day) in NOTIONALS.items():
        london = [area.code for area in atlas().areas(boundary_set)]
        table = record().frame(name).filter(pl.col("area").is_in(london))
        papers = papers_of(table.select("area", "electorate", ballots="valid_votes").unique())
        yield Level("parliament", day, boundary_set, _part_shares(table), papers, counted=False)


def _part_shares(votes: pl.DataFrame) -> pl.DataFrame:
    """Return shares of a part of a vote: nobody is elected by it, and the voter has one."""
    return party_shares(votes.select("area", "party", "votes", elected=pl.lit(0), seats=pl.lit(1)))
