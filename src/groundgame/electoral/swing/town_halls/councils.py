"""Each party on each council at one election and when every seat has been fought once more."""

from functools import cache

import polars as pl

from groundgame.electoral.contests import record
from groundgame.electoral.swing.town_halls.calendars import ANNUAL, CYCLE_YEARS, calendar_of, calendars

TWO_OF_ONE_NAME = "Durham"
MOST_RESIZED = 0.2
"""A council whose seats changed in number by more is another council: districts that became a county, and the like."""

FEWEST_MAJORITIES = 300
ABOUT = ("year", "authority", "total", "control", "control_party", "other", "nationalist_pre2016")


@cache
def party_columns() -> tuple[str, ...]:
    """Return the parties that have held a majority often enough to tell what it does to them."""
    table = record().frame("council_control")
    parties = [name for name in table.columns if name not in ABOUT]
    held = {party: table.filter(2 * pl.col(party) > pl.col("total")).height for party in parties}
    return tuple(sorted(party for party, times in held.items() if times >= FEWEST_MAJORITIES))


@cache
def observations() -> pl.DataFrame:
    """Return one row a council, election and party, with what the party had before and after.

    Columns: authority, calendar, year, next, party, total (seats), share (0-1 of the seats), before (null where it is
    not known), after, change, margin (share above half of the seats, so that above zero is a majority), majority,
    majority_before, and largest (most seats of the parties, with no majority of anybody's). A council that elects all
    at once is followed to its next election; another for four years, in which every seat is fought once.
    """
    rows = _seats()
    known = rows.select("authority", "party", "year", "total", "share")
    after = known.select("authority", "party", next="year", total_after="total", after="share")
    before = known.select("authority", "party", before_year="year", total_before="total", before="share")
    joined = (
        rows.join(_years(rows), on=["authority", "year"])
        .join(after, on=["authority", "party", "next"])
        .join(before, on=["authority", "party", "before_year"], how="left")
        .filter(_like("total_after"))
        .with_columns(pl.when(_like("total_before")).then("before"))
    )
    return joined.with_columns(change=pl.col("after") - pl.col("share"), majority_before=pl.col("before") > 1 / 2).sort(
        "authority", "year", "party"
    )


def _seats() -> pl.DataFrame:
    """Return one row a council, year and party."""
    parties = list(party_columns())
    table = record().frame("council_control").filter((pl.col("authority") != TWO_OF_ONE_NAME) & (pl.col("total") > 0))
    wide = table.with_columns(pl.col(parties).fill_null(0)).with_columns(most=pl.max_horizontal(parties))
    wide = wide.with_columns(rest=pl.col("total") - pl.sum_horizontal(parties))
    kept = ["authority", "year", "total", "most", "rest"]
    long = wide.unpivot(parties, index=kept, variable_name="party", value_name="seats")
    # Half of the seats is none; the threshold lies between it and the next whole seat.
    threshold = ((pl.col("total") // 2) + 0.5) / pl.col("total")
    anybody = 2 * pl.max_horizontal("most", "rest") > pl.col("total")
    return long.select(
        "authority",
        "year",
        "party",
        "total",
        share=pl.col("seats") / pl.col("total"),
        margin=pl.col("seats") / pl.col("total") - threshold,
        majority=2 * pl.col("seats") > pl.col("total"),
        largest=(pl.col("seats") == pl.col("most")) & (pl.col("seats") > pl.col("rest")) & ~anybody,
    )


def _years(rows: pl.DataFrame) -> pl.DataFrame:
    """Return authority, calendar, year, next and before_year of each election that a council is followed from."""
    wide = rows.select("authority", "year", "total", "party", seats=pl.col("share") * pl.col("total"))
    councils = wide.pivot("party", index=["authority", "year", "total"], values="seats")
    named = calendar_of(councils, list(party_columns()))
    own = named.filter(pl.col("calendar") != ANNUAL).join(calendars(), on="calendar")
    every = rows.select("authority", "year").unique().join(named.filter(calendar=ANNUAL), on="authority")
    year = pl.col("year")
    annual = every.with_columns(before=year - CYCLE_YEARS, next=year + CYCLE_YEARS).select(own.columns)
    both = pl.concat([own.cast(dict.fromkeys(("before", "year", "next"), pl.Int16)), annual])
    return both.drop_nulls("next").rename({"before": "before_year"})


def _like(total: str) -> pl.Expr:
    return (pl.col(total) / pl.col("total") - 1).abs() <= MOST_RESIZED
