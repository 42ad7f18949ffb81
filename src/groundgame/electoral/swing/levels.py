"""One election at one level of areas: what every measure is made of."""

from dataclasses import dataclass, field
from datetime import date

import polars as pl

PAPERS = {
    "area": pl.String,
    "contest": pl.String,
    "electorate": pl.Int64,
    "ballots": pl.Int64,
    "turnout": pl.Float64,
    "majority": pl.Int64,
}


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """One election at one level: `shares` as `party_shares` gives them, and `papers` one row an area.

    `papers` has area, contest (null where the figures are no contest's own), electorate, ballots (with the spoilt ones
    where those were published), turnout (0-1) and majority (votes), null where not published. `counted` is false where
    the figures are themselves an estimate: notional results, and wards of 2016, whose postal votes were counted by
    borough. `areas` are those that have votes, `key` names the level.
    """

    tier: str
    date: date
    boundary_set: str
    shares: pl.DataFrame
    papers: pl.DataFrame
    counted: bool = True
    key: str = field(init=False)
    areas: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", f"{self.tier}.{self.boundary_set}.{self.date}")
        object.__setattr__(self, "areas", frozenset(self.shares["area"].to_list()))

    def is_of(self, tier: str, boundary_set: str) -> bool:
        """Tell whether this is a level of a tier in a boundary set."""
        return (self.tier, self.boundary_set) == (tier, boundary_set)


def papers_of(frame: pl.DataFrame, contest: str | None = None) -> pl.DataFrame:
    """Return a frame with an area column in the shape of `Level.papers`; what is absent is null."""
    known = frame if contest is None else frame.with_columns(pl.lit(contest).alias("contest"))
    absent = [pl.lit(None, dtype=kind).alias(name) for name, kind in PAPERS.items() if name not in known.columns]
    filled = known.with_columns(absent).select(pl.col(name).cast(kind) for name, kind in PAPERS.items())
    worked_out = pl.col("ballots") / pl.col("electorate")
    return filled.with_columns(turnout=pl.coalesce(worked_out, "turnout")).sort("area")
