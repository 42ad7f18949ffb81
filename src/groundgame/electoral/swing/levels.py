"""Every election of the record, at every level of areas at which its votes were published."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

import polars as pl

from groundgame.electoral.contests import record
from groundgame.electoral.places import LONDON
from groundgame.electoral.swing.shares import party_shares

TIERS = ("mayor", "assembly", "assembly-list", "borough", "parliament")

# The newest boundary set that each tier's votes are published by, and the set of before it where that one differs.
FINEST = {"mayor": "lac", "assembly": "lac", "assembly-list": "lac", "borough": "ward22", "parliament": "pcon24"}

LONGEST_DELAY_DAYS = 90

# The files of London Elects name a ballot; the record names a tier.
BALLOTS = {"mayor": "mayor", "mayor_first": "mayor", "assembly_list": "assembly-list"}


@dataclass(frozen=True, slots=True)
class Level:
    """One election at one level: `shares` as `party_shares` gives them, and `papers` one row an area.

    `papers` has area, contest, electorate and ballots (spoilt ones too; null where not published). `counted` is false
    where the figures are themselves an estimate, as notional results are.
    """

    tier: str
    date: date
    boundary_set: str
    shares: pl.DataFrame
    papers: pl.DataFrame
    counted: bool = True


@cache
def levels() -> tuple[Level, ...]:
    """Return every level of every election that touches London, oldest first."""
    found = [*_contest_levels(), *_constituency_levels(), *_borough_levels_2016()]
    return tuple(sorted(found, key=lambda level: (level.date, level.tier, level.boundary_set)))


def level(tier: str, boundary_set: str, *, before: date = date.max) -> Level | None:
    """Return a tier's latest level in a boundary set, of those before a date, or None."""
    found = [one for one in levels() if (one.tier, one.boundary_set) == (tier, boundary_set) and one.date < before]
    return found[-1] if found else None


def _contest_levels() -> Iterator[Level]:
    contests = record().index.filter((pl.col("tier") != "parliament") | (pl.col("within") == LONDON))
    contests = _with_election_day(contests)
    results = pl.concat([_results(name) for name in contests["results"].unique().sort()])
    rows = contests.select("id", "area", "seats").join(results, left_on="id", right_on="contest")
    for (tier, boundary_set, day), group in contests.group_by("tier", "boundary_set", "day", maintain_order=True):
        papers = group.select("area", pl.col("id").alias("contest"), "electorate", "ballots")
        shares = party_shares(rows.join(group.select("id"), on="id", how="semi"))
        yield Level(str(tier), _day(day), str(boundary_set), shares, papers)


def _with_election_day(contests: pl.DataFrame) -> pl.DataFrame:
    """Add `day`: that on which most areas of the election voted, for a ward whose poll was put off as for the rest."""
    gap = pl.col("date").diff().dt.total_days().fill_null(0) > LONGEST_DELAY_DAYS
    number = gap.cum_sum().over("tier", "boundary_set").alias("election")
    numbered = contests.sort("date", "id").with_columns(number)
    return numbered.with_columns(pl.col("date").mode().min().over("tier", "boundary_set", "election").alias("day"))


def _results(name: str) -> pl.DataFrame:
    frame = record().frame(name)
    seats = pl.col("elected").cast(pl.Int16)
    won = pl.coalesce("seats_won", seats) if "seats_won" in frame.columns else seats
    return frame.select("contest", "party", "votes", won.alias("elected"))


def _constituency_levels() -> Iterator[Level]:
    votes = record().frame("london_votes_by_constituency").rename({"constituency": "area"})
    papers = record().frame("london_turnout_by_constituency").rename({"constituency": "area"})
    for (year, ballot), group in votes.group_by("year", "ballot", maintain_order=True):
        if (tier := BALLOTS.get(str(ballot))) is None:
            continue
        contest, day = _contest_of(tier, int(str(year)))
        counts = papers.filter(year=year, ballot=ballot).with_columns(pl.lit(contest).alias("contest"))
        yield _by_party(tier, day, "lac", group, counts.select("area", "contest", "electorate", "ballots"))


def _borough_levels_2016() -> Iterator[Level]:
    votes = record().frame("london_votes_2016_by_borough").rename({"borough": "area"})
    for (ballot,), group in votes.group_by("ballot", maintain_order=True):
        if (tier := BALLOTS.get(str(ballot))) is None:
            continue
        contest, day = _contest_of(tier, 2016)
        areas = group.select("area").unique().sort("area")
        unknown = pl.lit(None, dtype=pl.Int32)
        papers = areas.with_columns(contest=pl.lit(contest), electorate=unknown, ballots=unknown)
        yield _by_party(tier, day, "borough", group, papers)


def _by_party(tier: str, day: date, boundary_set: str, votes: pl.DataFrame, papers: pl.DataFrame) -> Level:
    """Nobody is elected by a part of the vote, and the voter has one vote."""
    rows = votes.select("area", "party", "votes", elected=pl.lit(0), seats=pl.lit(1))
    return Level(tier, day, boundary_set, party_shares(rows), papers)


def _contest_of(tier: str, year: int) -> tuple[str, date]:
    found = record().index.filter((pl.col("tier") == tier) & (pl.col("date").dt.year() == year))
    contest, day = found.select("id", "date").row(0)
    return str(contest), _day(day)


def _day(value: object) -> date:
    if not isinstance(value, date):
        raise TypeError(f"{value!r} is no date: the table of contests is not as it was built.")
    return value
