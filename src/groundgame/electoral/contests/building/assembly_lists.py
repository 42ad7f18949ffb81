"""The Assembly's London-wide list: eleven seats, one row a list or an independent candidate."""

from pathlib import Path

import polars as pl

from groundgame.electoral.contests.building.assembly_totals import assembly_totals
from groundgame.electoral.contests.building.frames import LONDON_DAYS, contest_frame, with_party
from groundgame.electoral.contests.building.london_2016 import WARDS_2016
from groundgame.electoral.contests.building.london_constituencies import constituency_turnout
from groundgame.electoral.contests.ids import assembly_list_id
from groundgame.electoral.contests.parties import parties
from groundgame.electoral.places.building.sources import read_source
from groundgame.electoral.places.codes import LONDON

LIST_SEATS = 11
IDS = {year: assembly_list_id(day) for year, day in LONDON_DAYS.items()}


def list_contests(folder: Path) -> pl.DataFrame:
    """Return the seven list contests, with papers where the constituencies' were published (2021, 2024)."""
    days = pl.DataFrame({"year": list(LONDON_DAYS), "date": list(LONDON_DAYS.values()), "id": list(IDS.values())})
    counts = ["electorate", "ballots", "rejected"]
    papers = constituency_turnout(folder)[1].filter(pl.col("ballot") == "assembly_list")
    papers = papers.group_by(pl.col("year").cast(pl.Int64)).agg(pl.col(counts).sum())
    return contest_frame(
        days.join(papers, on="year", how="left", maintain_order="left"),
        tier="assembly-list",
        area=LONDON,
        boundary_set="city",
        within=LONDON,
        rule="dhondt",
        seats=LIST_SEATS,
        results="results_assembly",
    )


def list_results(folder: Path) -> pl.DataFrame:
    """Return each list's votes and seats; until 2012 the small lists were published as one sum."""
    totals = assembly_totals(folder)[1].filter(pl.col("ballot") == "list")
    votes = totals.filter((pl.col("measure") == "votes") & (pl.col("year") != 2016))
    votes = pl.concat([votes.select("year", "party", "published_party", votes="value"), _lists_of_2016(folder)])
    seats = totals.filter(pl.col("measure") == "seats").select(
        "year", "party", seats_won=pl.col("value").cast(pl.Int16)
    )
    frame = votes.join(seats, on=["year", "party"], how="left", maintain_order="left")
    return frame.sort("year", pl.col("votes"), descending=[False, True], maintain_order=True).select(
        "party",
        "votes",
        contest=pl.col("year").replace_strict(IDS),
        name=_list_name(),
        elected=(pl.col("seats_won") > 0).fill_null(value=False),
        seats_won=pl.col("seats_won").fill_null(0),
    )


def _lists_of_2016(folder: Path) -> pl.DataFrame:
    papers = read_source(folder, WARDS_2016).filter((pl.col("ballot") == "assembly_list") & (pl.col("kind") == "vote"))
    sums = papers.group_by("party", maintain_order=True).agg(votes=pl.col("count").cast(pl.Int32).sum())
    return sums.select(pl.lit(2016, pl.Int16).alias("year"), with_party(), published_party="party", votes="votes")


def _list_name() -> pl.Expr:
    """Name a list by its party, and an independent by their own name."""
    person = pl.col("published_party").str.extract(r"^(.+) \(Ind\)$")
    party = pl.col("party").replace_strict({party.id: party.name for party in parties().values()})
    return pl.coalesce(person, party)
