"""Borough elections known by the seats alone: who sat on each council after them, from the table of control."""

from functools import cache

import polars as pl

from groundgame.electoral.contests import record
from groundgame.electoral.swing.holders import ABOUT_COUNCIL

FIRST_YEAR, CYCLE_YEARS = 1974, 4
"""All of London's boroughs have elected all their councillors every fourth year since (Local Government Act 1972)."""


@cache
def council_seats() -> pl.DataFrame:
    """Return year, area, party, seats and share (0-1) of London's boroughs after each of their elections."""
    table = record().frame("borough_control").filter((pl.col("year") - FIRST_YEAR) % CYCLE_YEARS == 0)
    parties = [name for name in table.columns if name not in ABOUT_COUNCIL]
    long = table.unpivot(parties, index=["year", "area", "total"], variable_name="party", value_name="seats")
    share = pl.col("seats") / pl.col("total")
    known = long.filter((pl.col("seats") > 0) & (pl.col("year") >= FIRST_YEAR))
    return known.select("year", "area", "party", "seats", share=share).sort("year", "area", "party")


@cache
def seat_years() -> tuple[int, ...]:
    """Return the years of the borough elections after which the seats are known."""
    return tuple(council_seats()["year"].unique().sort().to_list())
