"""Levels made of the record's own contests."""

from collections.abc import Iterator
from datetime import date
from functools import cache

import polars as pl

from groundgame.electoral.contests import record
from groundgame.electoral.contests.days import with_election_day
from groundgame.electoral.contests.shares import party_shares
from groundgame.electoral.places import LONDON, atlas
from groundgame.electoral.swing.levels import Level, papers_of

LIST_RULE = "dhondt"


def contest_levels() -> Iterator[Level]:
    """Give one level for each election and boundary set of the contests in London."""
    yield from _levels(record().index.filter(pl.col("within").is_in(_london())))


@cache
def levels_elsewhere(tier: str, day: date) -> tuple[Level, ...]:
    """Return one level for each boundary set of a tier's contests of a day outside London."""
    there = (pl.col("tier") == tier) & (pl.col("date") == day) & ~pl.col("within").is_in(_london())
    return tuple(_levels(record().index.filter(there)))


def _london() -> list[str]:
    return [LONDON, *(borough.code for borough in atlas().areas("borough"))]


def _levels(index: pl.DataFrame) -> Iterator[Level]:
    if index.is_empty():
        return
    contests = with_election_day(index)
    results = pl.concat([_results(name) for name in contests["results"].unique().sort()])
    rows = contests.select("id", "area", "seats", "rule").join(results, left_on="id", right_on="contest")
    rows = _with_whole_lists(rows)
    for (tier, boundary_set, day), group in contests.group_by("tier", "boundary_set", "day", maintain_order=True):
        votes = rows.join(group.select("id"), on="id", how="semi")
        papers = papers_of(_with_papers(group, votes).rename({"id": "contest"}))
        shares = party_shares(votes)
        yield Level(str(tier), as_date(day), str(boundary_set), shares, papers)


def contest_of(tier: str, year: int) -> tuple[str, date]:
    """Return the id and day of a tier's one contest of a year."""
    found = record().index.filter((pl.col("tier") == tier) & (pl.col("date").dt.year() == year)).sort("date", "id")
    contest, day = found.select("id", "date").row(0)
    return str(contest), as_date(day)


def as_date(value: object) -> date:
    """Return a value of a date column as the date it is.

    Raises:
        TypeError: if it is none.
    """
    if not isinstance(value, date):
        raise TypeError(f"{value!r} is no date: the table of contests is not as it was built.")
    return value


def _with_whole_lists(rows: pl.DataFrame) -> pl.DataFrame:
    """Sum independents on a list paper: each voter has one vote there, so that two of them are no slate to average."""
    is_list = pl.col("rule") == LIST_RULE
    lists = rows.filter(is_list).group_by("id", "area", "seats", "rule", "party", maintain_order=True)
    summed = lists.agg(pl.col("votes").sum(), pl.col("elected").sum())
    return pl.concat([rows.filter(~is_list), summed.select(rows.columns).cast(rows.schema)])


def _with_papers(contests: pl.DataFrame, votes: pl.DataFrame) -> pl.DataFrame:
    """Fill what was not published: papers by the valid votes where each voter has one, a mayor's turnout as printed.

    Add the majorities, which were published for Westminster alone.
    """
    valid = votes.filter(pl.col("seats") == 1).group_by("id").agg(pl.col("votes").sum().alias("valid"))
    printed = record().frame("mayor_turnout").select(contest_year="year", tier=pl.lit("mayor"), turnout="turnout_share")
    dated = contests.with_columns(contest_year=pl.col("date").dt.year().cast(pl.Int16))
    filled = dated.join(valid, on="id", how="left").join(printed, on=["contest_year", "tier"], how="left")
    majorities = record().frame("majorities_parliament").select("majority", id="contest")
    return filled.with_columns(ballots=pl.coalesce("ballots", "valid")).join(majorities, on="id", how="left")


def _results(name: str) -> pl.DataFrame:
    frame = record().frame(name)
    seats = pl.col("elected").cast(pl.Int16)
    won = pl.coalesce("seats_won", seats) if "seats_won" in frame.columns else seats
    return frame.select("contest", "party", "votes", won.alias("elected"))
