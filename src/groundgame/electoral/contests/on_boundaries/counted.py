"""Votes as they were counted in London since 2014: by ward, or by a larger area that they have to be split from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import polars as pl

from groundgame.electoral.contests.days import with_election_day
from groundgame.electoral.contests.record import record
from groundgame.electoral.contests.shares import party_shares
from groundgame.electoral.places import LONDON

FIRST_YEAR = 2014
EUROPEAN_DAY = date(2014, 5, 22)
REFERENDUM_DAY = date(2016, 6, 23)
BALLOTS = {"mayor": "mayor", "assembly_list": "assembly-list", "assembly_constituency": "assembly"}
BALLOTS_2016 = {"mayor_first": "mayor", "assembly_list": "assembly-list", "assembly_constituency": "assembly"}
COUNTS = ["area", "party", "votes"]


@dataclass(frozen=True, slots=True)
class Counted:
    """The votes of a kind of contest on a day by the areas they were counted in.

    `votes` has area, party and votes; `papers` has area, electorate and ballots, null where not published; `stations`
    has those of the votes that were counted ward by ward, where only some were.
    """

    kind: str
    date: date
    boundary_set: str
    votes: pl.DataFrame
    papers: pl.DataFrame
    stations: pl.DataFrame | None = None

    @property
    def by_ward(self) -> bool:
        """Whether all votes were counted ward by ward."""
        return self.boundary_set.startswith("ward")


def counted_since_2014() -> list[Counted]:
    """Return every London-wide vote since 2014, oldest first; by-elections are left out."""
    every = [*_boroughs(), *_london_2016(), *_london_since_2021(), *_general(), _european(), _referendum()]
    return sorted(every, key=lambda one: (one.date, one.kind))


def _boroughs() -> Iterator[Counted]:
    """Give the borough elections; a party's votes in a ward are the mean of its candidates'."""
    rows = _elections(pl.col("tier") == "borough")
    candidates = record().votes("borough").select("party", "votes", "elected", "seats", "area", contest="id")
    for (day, boundary_set), wards in rows.group_by("day", "boundary_set", maintain_order=True):
        chosen = candidates.join(wards.select(contest="id"), on="contest", how="semi")
        votes = party_shares(chosen).select("area", "party", votes="strength")
        yield Counted("borough", day, str(boundary_set), votes, wards.select("area", "electorate", "ballots"))


def _elections(chosen: pl.Expr) -> pl.DataFrame:
    within = (pl.col("within") == LONDON) | (pl.col("tier") == "borough")
    rows = with_election_day(record().index.filter(chosen & within))
    return rows.filter(~pl.col("by_election") & (pl.col("day").dt.year() >= FIRST_YEAR))


def _general() -> Iterator[Counted]:
    seats = _elections(pl.col("tier") == "parliament")
    votes = record().votes("parliament")
    for (day, boundary_set), contests in seats.group_by("day", "boundary_set", maintain_order=True):
        chosen = votes.join(contests.select("id"), on="id", how="semi").select(COUNTS)
        yield Counted(
            "parliament", day, str(boundary_set), _sums(chosen), contests.select("area", "electorate", "ballots")
        )


def _london_2016() -> Iterator[Counted]:
    """Give the votes of 2016 by borough, and by ward those of the polling stations."""
    boroughs = record().frame("london_votes_2016_by_borough").with_columns(area="borough")
    wards = record().frame("london_votes_2016_by_ward").filter(kind="vote").drop_nulls("ward").with_columns(area="ward")
    for ballot, kind in BALLOTS_2016.items():
        votes, stations = boroughs.filter(ballot=ballot), wards.filter(ballot=ballot).rename({"count": "votes"})
        yield Counted(kind, _day(kind, 2016), "borough", _sums(votes), _no_papers(votes), _sums(stations))


def _london_since_2021() -> Iterator[Counted]:
    votes = record().frame("london_votes_by_constituency").with_columns(area="constituency")
    papers = record().frame("london_turnout_by_constituency").with_columns(area="constituency")
    for year in votes["year"].unique().sort():
        for ballot, kind in BALLOTS.items():
            chosen = papers.filter(year=year, ballot=ballot).select("area", "electorate", "ballots")
            yield Counted(kind, _day(kind, year), "lac", _sums(votes.filter(year=year, ballot=ballot)), chosen)


def _european() -> Counted:
    votes = record().frame("european_2014_by_borough").drop_nulls("party")
    return Counted("european", EUROPEAN_DAY, "borough", _sums(votes), _no_papers(votes))


def _referendum() -> Counted:
    table = record().frame("referendum_2016").filter(region="London")
    votes = table.unpivot(["leave", "remain"], index="area", variable_name="party", value_name="votes")
    return Counted("referendum", REFERENDUM_DAY, "borough", votes, table.select("area", "electorate", "ballots"))


def _day(kind: str, year: int) -> date:
    found: date = record().index.filter((pl.col("tier") == kind) & (pl.col("date").dt.year() == year))["date"][0]
    return found


def _sums(votes: pl.DataFrame) -> pl.DataFrame:
    return votes.group_by("area", "party").agg(pl.col("votes").cast(pl.Int64).sum()).sort("area", "party")


def _no_papers(votes: pl.DataFrame) -> pl.DataFrame:
    null = pl.lit(None, dtype=pl.Int32)
    return votes.select("area").unique().sort("area").with_columns(electorate=null, ballots=null)
