"""The mayor of London 2000-2024: totals, turnout, and the contests made of them."""

from pathlib import Path

import polars as pl

from groundgame.electoral.contests.building.frames import LONDON_DAYS, contest_frame, result_frame, with_day, with_party
from groundgame.electoral.contests.building.london_2016 import WARDS_2016
from groundgame.electoral.contests.ids import mayor_id
from groundgame.electoral.contests.names import clean_name
from groundgame.electoral.places.building.licences import OPL
from groundgame.electoral.places.building.sources import describe_table, read_source
from groundgame.electoral.places.codes import LONDON
from groundgame.electoral.places.tables import TableInfo

TOTALS = "results/mayor_totals_2000_2024.csv"
TURNOUT = "results/mayor_turnout_2000_2024.csv"
PUBLISHER = "House of Commons Library (CBP-7529), London Elects"
LAST_SUPPLEMENTARY_VOTE = 2021


def mayor_totals(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build every published row: first choices, all second choices, and the totals of the final round.

    2008 stands twice: as declared, and as published later, slightly higher; `declared` tells which.
    """
    info = describe_table(
        "mayor_totals", "Mayor of London 2000-2024, totals", source=TOTALS, publisher=PUBLISHER, licence=OPL
    )
    columns = {
        "first_preferences": "votes",
        "second_preferences_all": "second_choices",
        "final_round_total": "final_round",
    }
    raw = read_source(folder, TOTALS).rename(columns)
    two_sets = pl.col("source").str.starts_with("DECLARED").any().over("year")
    frame = raw.select(
        pl.col("year").cast(pl.Int16),
        pl.col("candidate").map_elements(clean_name, return_dtype=pl.String).alias("name"),
        with_party(),
        *(pl.col(name).cast(pl.Int32) for name in columns.values()),
        declared=pl.col("source").str.starts_with("DECLARED") | ~two_sets,
        source=pl.col("source"),
    )
    return info, frame


def mayor_turnout(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build electorates, ballot papers and rejected papers; an election without them has its turnout alone."""
    info = describe_table(
        "mayor_turnout", "Mayor of London 2000-2024, turnout", source=TURNOUT, publisher=PUBLISHER, licence=OPL
    )
    counts = {"electorate": "electorate", "ballots_counted": "ballots", "rejected_first": "rejected"}
    frame = read_source(folder, TURNOUT).select(
        pl.col("year").cast(pl.Int16),
        *(pl.col(old).cast(pl.Int32).alias(new) for old, new in counts.items()),
        valid_votes=pl.col("valid_first_prefs").cast(pl.Int32),
        turnout_share=(pl.col("turnout_pct").cast(pl.Float64) / 100).round(4),
        note=pl.col("note"),
    )
    return info, frame


def mayor_contests(folder: Path) -> pl.DataFrame:
    """Return the seven contests; the papers of 2016 are summed from its wards and postal batches."""
    turnout = mayor_turnout(folder)[1].with_columns(pl.col("year").cast(pl.String))
    rejected = _rejected_2016(folder)
    in_2016 = pl.col("year") == "2016"
    frame = turnout.with_columns(
        with_day(LONDON_DAYS),
        id=pl.col("year").replace_strict({str(year): mayor_id(day) for year, day in LONDON_DAYS.items()}),
        rejected=pl.when(in_2016).then(rejected).otherwise("rejected"),
        ballots=pl.when(in_2016).then(pl.col("valid_votes") + rejected).otherwise("ballots"),
        rule=pl.when(pl.col("year").cast(pl.Int16) <= LAST_SUPPLEMENTARY_VOTE)
        .then(pl.lit("sv"))
        .otherwise(pl.lit("fptp")),
    )
    return contest_frame(
        frame, tier="mayor", area=LONDON, boundary_set="city", within=LONDON, seats=1, results="results_mayor"
    )


def results_mayor(folder: Path) -> tuple[TableInfo, pl.DataFrame]:
    """Build the declared candidates. 2008's second choices are of the later set: none were declared."""
    info = describe_table(
        "results_mayor", "Mayor of London 2000-2024, candidates", source=TOTALS, publisher=PUBLISHER, licence=OPL
    )
    totals = mayor_totals(folder)[1]
    later = totals.filter(~pl.col("declared")).select("year", "name", later="second_choices")
    declared = totals.filter("declared").join(later, on=["year", "name"], how="left", maintain_order="left")
    decisive = pl.coalesce("final_round", pl.when(pl.col("final_round").is_null().all().over("year")).then("votes"))
    frame = declared.with_columns(
        contest=pl.col("year").replace_strict({year: mayor_id(day) for year, day in LONDON_DAYS.items()}),
        second_choices=pl.coalesce("second_choices", "later"),
        elected=(decisive == decisive.max().over("year")).fill_null(value=False),
    )
    frame = frame.sort("year", "votes", descending=[False, True], maintain_order=True)
    return info, result_frame(frame, "second_choices", "final_round")


def _rejected_2016(folder: Path) -> int:
    papers = read_source(folder, WARDS_2016)
    chosen = papers.filter((pl.col("ballot") == "mayor_first") & (pl.col("kind") == "rejected"))
    return int(chosen["count"].cast(pl.Int64).sum())


TABLES = [mayor_totals, mayor_turnout, results_mayor]
