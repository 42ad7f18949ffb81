"""What a place's past says of its next change: what each party had there, and how the party moved the time before."""

import polars as pl

from groundgame.electoral.swing.comparing.comparison import Comparison
from groundgame.electoral.swing.comparing.naming import elections_of
from groundgame.electoral.swing.comparing.pairing import votes_on

LEAST_SHARE = 0.05


def past(comparison: Comparison, party: str) -> pl.DataFrame:
    """Return area, before, elastic and the shrunk figures of the past: rivals' shares before, and the former change.

    `before` is the party's share; `elastic` is before x (1 - before), as a party moves most where it is neither nobody
    nor everybody. The former change is there only where the election before is known in these areas.
    """
    own = comparison.places.filter(party=party).select("area", "before")
    rows = own.with_columns(elastic=pl.col("before") * (1 - pl.col("before")))
    rivals = comparison.total.filter((pl.col("before") > LEAST_SHARE) & (pl.col("party") != party))
    for rival in rivals["party"].sort():
        theirs = comparison.places.filter(party=rival).select("area", pl.col("before").alias(f"share of {rival}"))
        rows = rows.join(theirs, on="area", how="left")
    return _with_former_change(rows.fill_null(0.0), comparison, party)


def _with_former_change(rows: pl.DataFrame, comparison: Comparison, party: str) -> pl.DataFrame:
    older = [one for one in elections_of(comparison.earlier.tier) if one.year < comparison.earlier.year]
    former = votes_on(older[-1], comparison.boundary_set, comparison.measure) if older else None
    if former is None or former.filter(party=party).is_empty():
        return rows
    voted = former.select("area").unique().with_columns(voted=pl.lit(value=True))
    own = former.filter(party=party).select("area", former="share")
    joined = rows.join(voted, on="area", how="left").join(own, on="area", how="left")
    if 2 * joined["voted"].null_count() > joined.height:
        return rows
    change = pl.when("voted").then(pl.col("before") - pl.col("former").fill_null(0.0))
    return joined.with_columns(change.fill_null(change.mean()).alias("former change")).drop("former", "voted")
