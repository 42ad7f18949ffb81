"""Inner and outer London: which boroughs and seats lie in which, and votes summed by it."""

from functools import cache

import polars as pl

from groundgame.electoral.places import atlas

RINGS = ("inner", "outer")

VOTES = {
    "tier": pl.String,
    "date": pl.Date,
    "basis": pl.String,
    "ring": pl.String,
    "party": pl.String,
    "votes": pl.Float64,
    "strength": pl.Float64,
}
PAPERS = {
    "tier": pl.String,
    "date": pl.Date,
    "ring": pl.String,
    "electorate": pl.Float64,
    "ballots": pl.Float64,
    "turnout": pl.Float64,
}


@cache
def rings(boundary_set: str) -> pl.DataFrame:
    """Return area and ring of each area of a boundary set; a seat counts whole to the ring of most of its residents.

    The statutory division of the London Government Act 1963 as the Greater London Authority publishes it with its
    borough profiles.
    """
    inner, outer = RINGS
    rows = [(area.code, inner if area.inner else outer) for area in atlas().areas(boundary_set)]
    return pl.DataFrame(rows, schema=["area", "ring"], orient="row")


def shaped(frame: pl.DataFrame, shape: dict[str, type[pl.DataType]]) -> pl.DataFrame:
    """Return a frame in one of this module's shapes; a column that is absent is null."""
    absent = [pl.lit(None).alias(name) for name in shape if name not in frame.columns]
    return frame.with_columns(absent).select(pl.col(name).cast(kind) for name, kind in shape.items())


def votes_by_ring(rows: pl.DataFrame, boundary_set: str, basis: str) -> pl.DataFrame:
    """Sum tier, date, area, party, votes and strength by the ring of the area."""
    by = ["tier", "date", "ring", "party"]
    sums = (
        rows.join(rings(boundary_set), on="area")
        .sort("area", "party", "strength")
        .group_by(by, maintain_order=True)
        .agg(pl.col("votes", "strength").sum())
    )
    return shaped(sums.with_columns(basis=pl.lit(basis)), VOTES)


def papers_by_ring(rows: pl.DataFrame, boundary_set: str) -> pl.DataFrame:
    """Sum tier, date, area, electorate and ballots by the ring of the area; null where an area's are not known."""
    known = [pl.when(pl.col(name).null_count() == 0).then(pl.col(name).sum()) for name in ("electorate", "ballots")]
    inside = rows.join(rings(boundary_set), on="area").sort("area", "ballots")
    sums = inside.group_by("tier", "date", "ring", maintain_order=True).agg(known)
    return shaped(sums.with_columns(turnout=pl.col("ballots") / pl.col("electorate")), PAPERS)
