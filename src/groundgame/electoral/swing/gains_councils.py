"""Who held the seats of councils in a year: as elected where the record has every ward, else as the source counted."""

from collections.abc import Mapping
from functools import cache

import polars as pl

from groundgame.electoral.contests import parties, record
from groundgame.electoral.contests.parties import OTHER
from groundgame.electoral.swing.gains_voting import alike

NOT_PARTIES = ("year", "area", "authority", "total", "control", "control_party")
HELD = ("name", "control_party", "party", "seats")


def before_and_after(names: frozenset[str], year: int, area: str) -> pl.DataFrame:
    """Return who held these councils in a year: name, control_party, party and seats, one row a council and party."""
    table = _control(year, area)
    chosen = table.with_columns(name=pl.col("authority").map_elements(alike, return_dtype=pl.String))
    counted = [name for name in table.columns if name not in NOT_PARTIES]
    kept = chosen.filter(pl.col("name").is_in(names)).unique("name", maintain_order=True)
    keys = [name for name in ("name", "control_party", "area") if name in kept.columns]
    long = kept.unpivot(counted, index=keys, variable_name="party", value_name="seats")
    if area == "london" and not (won := _elected(year)).is_empty():
        # The source's count is of later in the year, when some had already crossed the floor.
        folded = won.with_columns(party=pl.when(pl.col("party").is_in(counted)).then("party").otherwise(pl.lit(OTHER)))
        seats = folded.group_by("area", "party").agg(pl.len().cast(pl.Int64).alias("seats"))
        long = long.drop("seats").join(seats, on=["area", "party"], how="left", maintain_order="left")
    return long.select(HELD).with_columns(pl.col("seats").fill_null(0).cast(pl.Int64))


def apart(year: int, area: str) -> frozenset[str]:
    """Return the parties that the source counts by themselves in a year: before 2016, the larger ones."""
    table = _control(year, area)
    return frozenset(name for name in table.columns if name in parties() and (table[name].sum() or 0) > 0)


def published_changes(year: int) -> Mapping[str, int]:
    """Return each party's change over whole councils as the House of Commons Library worked it out, or nothing."""
    table = record().frame("council_results").filter(pl.col("year") == year)
    sums = table.group_by("party", "moment").agg(pl.col("seats").sum().cast(pl.Int64))
    wide = {(party, moment): seats for party, moment, seats in sums.iter_rows()}
    return {party: wide.get((party, "after"), 0) - wide.get((party, "before"), 0) for party, _ in sorted(wide)}


@cache
def _elected(year: int) -> pl.DataFrame:
    """Return area and party of everyone elected to London's boroughs in a year, where the record has the wards."""
    votes = record().votes("borough")
    return votes.filter(pl.col("elected") & (pl.col("date").dt.year() == year)).select("party", area="within")


def _control(year: int, area: str) -> pl.DataFrame:
    return record().frame("borough_control" if area == "london" else "council_control").filter(pl.col("year") == year)
