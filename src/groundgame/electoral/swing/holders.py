"""Who holds what today, tier by tier."""

import polars as pl

from groundgame.electoral.contests import record
from groundgame.electoral.swing.elections import level

ABOUT_COUNCIL = ["year", "area", "authority", "total", "control", "control_party"]
ELECTED = {"mayor": "city", "assembly": "lac", "assembly-list": "city", "parliament": "pcon24"}


def holders() -> pl.DataFrame:
    """Return tier, as_of (a year), party and seats, most seats first within a tier.

    Tiers: `mayor` (1), `assembly` (14 constituencies), `assembly-list` (11), `parliament` (London's 75), as elected
    last; `council` (32 boroughs by who controls them; no party where nobody does) and `councillor` (their seats), as
    the latest table of control has them, changes since the election included. What the source sums is `other`.
    """
    latest = councils()
    year = pl.col("as_of")
    control = latest.unique("area").group_by(year, party="control_party").agg(seats=pl.len())
    councillors = latest.group_by(year, "party").agg(pl.col("seats").sum())
    found = [_elected(tier, boundary_set) for tier, boundary_set in ELECTED.items()]
    found += [_shaped(control, "council"), _shaped(councillors, "councillor")]
    return pl.concat(found)


def councils() -> pl.DataFrame:
    """Return as_of (a year), area, control (as published), control_party, party and seats: one row a borough and party.

    `control_party` holds a majority or the mayoralty; it is null where nobody does.
    """
    table = record().frame("borough_control")
    latest = table.filter(pl.col("year") == pl.col("year").max())
    parties = [name for name in latest.columns if name not in ABOUT_COUNCIL]
    keys = ["year", "area", "control", "control_party"]
    long = latest.unpivot(parties, index=keys, variable_name="party", value_name="seats").filter(pl.col("seats") > 0)
    return long.rename({"year": "as_of"}).sort("area", "seats", "party", descending=[False, True, False])


def _elected(tier: str, boundary_set: str) -> pl.DataFrame:
    latest = level(tier, boundary_set)
    if latest is None:
        return _shaped(pl.DataFrame(schema={"as_of": pl.Int64, "party": pl.String, "seats": pl.Int64}), tier)
    won = latest.shares.group_by("party").agg(seats=pl.col("won_seats").sum()).filter(pl.col("seats") > 0)
    return _shaped(won.with_columns(as_of=pl.lit(latest.date.year)), tier)


def _shaped(rows: pl.DataFrame, tier: str) -> pl.DataFrame:
    counts = pl.col("as_of", "seats").cast(pl.Int64)
    named = rows.with_columns(counts, tier=pl.lit(tier)).select("tier", "as_of", "party", "seats")
    return named.sort("seats", "party", descending=[True, False], nulls_last=True)
