"""Elections whose votes were counted by borough, by ward or by seat, so that a ring is a plain sum."""

from datetime import date

import polars as pl

from groundgame.electoral.contests import record
from groundgame.electoral.contests.days import with_election_day
from groundgame.electoral.contests.shares import party_shares
from groundgame.electoral.places import LONDON
from groundgame.electoral.turnout.rings import papers_by_ring, rings, votes_by_ring

REFERENDUM_DAY = date(2016, 6, 23)
SEAT_SETS = ["pcon10", "pcon24"]
BALLOTS_2016 = {"mayor_first": "mayor", "assembly_list": "assembly-list"}


def borough_elections() -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return votes and papers by ring of the borough elections, from their wards; by-elections are left out."""
    boroughs = rings("borough")["area"].implode()
    wards = elections((pl.col("tier") == "borough") & pl.col("within").is_in(boroughs))
    candidates = record().votes("borough").select("party", "votes", "elected", "seats", area="id")
    votes = party_shares(candidates).join(wards.select("tier", "date", "within", area="id"), on="area").drop("area")
    papers = wards.select("tier", "date", "electorate", "ballots", area="within")
    return votes_by_ring(votes.rename({"within": "area"}), "borough", "boroughs"), papers_by_ring(papers, "borough")


def general_elections() -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return votes and papers by ring of the general elections since 2010, each seat whole."""
    here = (pl.col("within") == LONDON) & pl.col("boundary_set").is_in(SEAT_SETS)
    seats = elections(here & (pl.col("tier") == "parliament"))
    rows = record().votes("parliament").join(seats.select("id"), on="id", how="semi").with_columns(strength="votes")
    votes = [votes_by_ring(rows.filter(boundary_set=name), name, "seats") for name in SEAT_SETS]
    papers = [papers_by_ring(seats.filter(boundary_set=name), name) for name in SEAT_SETS]
    return pl.concat(votes), pl.concat(papers)


def elections(chosen: pl.Expr) -> pl.DataFrame:
    """Return the contests chosen that are part of an election, dated by it: a poll that was put off among them."""
    contests = with_election_day(record().index.filter(chosen))
    return contests.filter(~pl.col("by_election")).with_columns(date="day")


def boroughs_2016() -> pl.DataFrame:
    """Return tier, date, constituency, area, party and votes of 2016, counted by borough (postal votes included)."""
    rows = record().frame("london_votes_2016_by_borough").filter(pl.col("ballot").is_in(list(BALLOTS_2016)))
    named = rows.with_columns(tier=pl.col("ballot").replace_strict(BALLOTS_2016))
    days = record().index.filter((pl.col("date").dt.year() == 2016) & (pl.col("boundary_set") == "city"))
    by = ["tier", "date", "constituency", "area", "party"]
    dated = named.rename({"borough": "area"}).join(days.select("tier", "date"), on="tier")
    return dated.group_by(by).agg(pl.col("votes").sum())


def london_elections_2016() -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return votes by ring of 2016; electorates were not published by borough, so there are no papers."""
    rows = boroughs_2016().with_columns(strength="votes")
    papers = rows.select("tier", "date", "area", electorate=pl.lit(None), ballots=pl.lit(None)).unique()
    return votes_by_ring(rows, "borough", "boroughs"), papers_by_ring(papers, "borough")


def referendum() -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return votes and papers by ring of the referendum of 2016; its parties are the two answers."""
    table = record().frame("referendum_2016").with_columns(tier=pl.lit("referendum"), date=pl.lit(REFERENDUM_DAY))
    answers = table.unpivot(
        ["remain", "leave"], index=["tier", "date", "area"], variable_name="party", value_name="votes"
    )
    return votes_by_ring(answers.with_columns(strength="votes"), "borough", "boroughs"), papers_by_ring(
        table, "borough"
    )
