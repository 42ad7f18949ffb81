"""The Assembly's fourteen constituencies in 2016, 2021 and 2024."""

from pathlib import Path

import polars as pl

from groundgame.electoral.contests.building.codes import lac_codes
from groundgame.electoral.contests.building.frames import LONDON_DAYS, contest_frame, with_party
from groundgame.electoral.contests.building.london_2016 import WARDS_2016
from groundgame.electoral.contests.building.london_constituencies import CONSTITUENCIES, constituency_turnout
from groundgame.electoral.contests.ids import assembly_id
from groundgame.electoral.contests.names import clean_name
from groundgame.electoral.places.building.sources import read_source
from groundgame.electoral.places.codes import LONDON


def seat_contests(folder: Path) -> pl.DataFrame:
    """Return one contest a constituency and year; the electorate of 2016 was not published with its votes."""
    papers = constituency_turnout(folder)[1].filter(pl.col("ballot") == "assembly_constituency").drop("ballot")
    frame = pl.concat([papers, _papers_2016(folder)], how="diagonal").rename({"constituency": "area"})
    names = {code: name for name, code in lac_codes(folder).items()}
    keys = frame.select("year", "area").rows()
    return contest_frame(
        frame.with_columns(
            pl.Series("id", [assembly_id(LONDON_DAYS[year], names[area]) for year, area in keys]),
            pl.Series("date", [LONDON_DAYS[year] for year, _ in keys]),
        ),
        tier="assembly",
        boundary_set="lac",
        within=LONDON,
        rule="fptp",
        seats=1,
        results="results_assembly",
    )


def seat_results(folder: Path) -> pl.DataFrame:
    """Return every candidate; the one with most votes is elected."""
    votes = pl.col("votes")
    frame = pl.concat([_votes_2016(folder), _votes_since_2021(folder)])
    ids = [assembly_id(LONDON_DAYS[year], name) for year, name in frame.select("year", "constituency").iter_rows()]
    return frame.with_columns(
        with_party(),
        pl.Series("contest", ids),
        name=pl.col("candidate").map_elements(clean_name, return_dtype=pl.String),
        elected=votes == votes.max().over("year", "constituency"),
    ).sort("year", "contest", "votes", descending=[False, False, True], maintain_order=True)


def _votes_since_2021(folder: Path) -> pl.DataFrame:
    rows = read_source(folder, CONSTITUENCIES).filter(pl.col("ballot") == "assembly_constituency")
    return rows.select(
        year=pl.col("year").cast(pl.Int16),
        constituency="assembly_constituency",
        candidate="candidate",
        party="party",
        votes=pl.col("votes").cast(pl.Int32),
    )


def _papers(folder: Path, kind: str) -> pl.DataFrame:
    rows = read_source(folder, WARDS_2016)
    rows = rows.filter((pl.col("ballot") == "assembly_constituency") & (pl.col("kind") == kind))
    return rows.with_columns(pl.col("count").cast(pl.Int32), pl.col("year").cast(pl.Int16))


def _votes_2016(folder: Path) -> pl.DataFrame:
    by = ["year", "assembly_constituency", "candidate", "party"]
    summed = _papers(folder, "vote").group_by(by, maintain_order=True).agg(votes=pl.col("count").sum())
    return summed.rename({"assembly_constituency": "constituency"})


def _papers_2016(folder: Path) -> pl.DataFrame:
    by = ["year", "assembly_constituency"]
    rejected = _papers(folder, "rejected").group_by(by, maintain_order=True).agg(rejected=pl.col("count").sum())
    valid = _papers(folder, "vote").group_by(by).agg(valid=pl.col("count").sum())
    frame = rejected.join(valid, on=by, validate="1:1", maintain_order="left")
    area = pl.col("assembly_constituency").str.replace("&", "and", literal=True).replace_strict(lac_codes(folder))
    return frame.select("year", "rejected", constituency=area, ballots=pl.col("valid") + pl.col("rejected"))
