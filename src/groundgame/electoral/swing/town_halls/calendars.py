"""When each council elects: all its members at once in the years of one calendar, or some of them most years."""

import csv
from functools import cache
from importlib.resources import files

import polars as pl

ANNUAL = "annual"
CYCLE_YEARS = 4
AT_ONCE = 0.75
"""A council elects at once if so much of all change in its seats fell in the years of one calendar."""


@cache
def calendars() -> pl.DataFrame:
    """Return calendar, before, year and next: the elections of councils that elect at once, with those around them.

    County councils, shire districts, London boroughs, Scottish districts and regions (until 1994) and the councils of
    Scotland and Wales since 1995, each by the Acts that fixed or put off their years.
    """
    text = files("groundgame.electoral.swing.town_halls").joinpath("calendars.csv").read_text(encoding="utf-8")
    rows = [(row["calendar"], int(row["year"])) for row in csv.DictReader(text.splitlines())]
    frame = pl.DataFrame(rows, schema=["calendar", "year"], orient="row").sort("calendar", "year")
    around = {"before": pl.col("year").shift(1), "next": pl.col("year").shift(-1)}
    return frame.with_columns(expression.over("calendar").alias(name) for name, expression in around.items())


def calendar_of(councils: pl.DataFrame, parties: list[str]) -> pl.DataFrame:
    """Return authority and calendar: the one whose years hold most of the change in a council's seats, or `annual`.

    `councils` has authority, year, total and a column of seats for each party.
    """
    moved = pl.sum_horizontal((pl.col(party).diff().abs() / pl.col("total")).over("authority") for party in parties)
    changes = councils.sort("authority", "year").select("authority", "year", moved=moved.fill_null(0.0))
    of_each = changes.join(calendars().select("calendar", "year"), on="year").group_by("authority", "calendar")
    best = (
        of_each.agg(held=pl.col("moved").sum())
        .sort("authority", "held", "calendar", descending=[False, True, False])
        .unique("authority", keep="first", maintain_order=True)
    )
    whole = changes.group_by("authority").agg(pl.col("moved").sum())
    at_once = pl.col("held") >= AT_ONCE * pl.col("moved")
    named = whole.join(best, on="authority", how="left").with_columns(
        calendar=pl.when(at_once).then("calendar").otherwise(pl.lit(ANNUAL))
    )
    return named.select("authority", "calendar").sort("authority")
