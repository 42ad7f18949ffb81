"""Elections whose votes were counted by borough, by ward or by seat, so that a ring is a plain sum."""

from datetime import date

import polars as pl

from groundgame.electoral.contests import record
from groundgame.electoral.contests.shares import party_shares
from groundgame.electoral.places import LONDON
from groundgame.electoral.turnout.rings import papers_by_ring, votes_by_ring

REFERENDUM_DAY = date(2016, 6, 23)
SEAT_SETS = ["pcon10", "pcon24"]
BALLOTS_2016 = {"mayor_first": "mayor", "assembly_list": "assembly-list"}


def borough_elections() -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return votes and papers by ring of the borough elections, from their wards."""
    rows = record().votes("borough")
    shares = party_shares(rows.select(area="id", party="party", votes="votes", elected="elected", seats="seats"))
    wards = record().index.filter(pl.col("tier") == "borough").with_columns(_ordinary_day())
    votes = shares.join(wards.select("tier", "date", "within", area="id"), on="area").drop("area")
    papers = wards.select("tier", "date", "electorate", "ballots", area="within")
    return votes_by_ring(votes.rename({"within": "area"}), "borough", "boroughs"), papers_by_ring(papers, "borough")


def general_elections() -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return votes and papers by ring of the general elections since 2010, each seat whole."""
    here = (pl.col("within") == LONDON) & pl.col("boundary_set").is_in(SEAT_SETS)
    rows = record().votes("parliament").filter(here).with_columns(strength="votes")
    seats = record().index.filter(here & (pl.col("tier") == "parliament"))
    votes = [votes_by_ring(rows.filter(boundary_set=name), name, "seats") for name in SEAT_SETS]
    papers = [papers_by_ring(seats.filter(boundary_set=name), name) for name in SEAT_SETS]
    return pl.concat(votes), pl.concat(papers)


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


def _ordinary_day() -> pl.Expr:
    """A ward whose poll was put off belongs to the election of its year."""  # noqa: D401
    return pl.col("date").mode().min().over(pl.col("date").dt.year())
