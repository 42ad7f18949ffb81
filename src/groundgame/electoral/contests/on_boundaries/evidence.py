"""What contests that were counted by ward say of how those that were not fell among the wards."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import polars as pl

from groundgame.electoral.contests.parties import INDEPENDENT, OTHER
from groundgame.electoral.places import atlas, read_table

KEY = ["area", "party"]
# Another candidate each time: an independent's votes say nothing of the next one's.
NOBODYS = (INDEPENDENT, OTHER)
ALL = "all"
"""Stands where a party would, for the votes of all."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """How an earlier contest fell among the wards: `votes` has area, party and votes.

    `weight` is the power to which a ward's share over the party's share of all is taken: 1 believes it as it is, less
    draws it towards evenness.
    """

    votes: pl.DataFrame
    weight: float = 1.0


def evidence(patterns: Sequence[Pattern], parties: Sequence[str], turnout: pl.DataFrame) -> pl.DataFrame:
    """Return area, party and rate: how many votes a resident of each ward would have given each party.

    `turnout` is what `turnouts` gives. A ward's rate for a party is its turnout times the mean of the party's shares in
    the patterns, each against the party's own share of all; a party that stood in none of them there has its
    borough's, or an even one.
    """
    asked = pl.DataFrame({"party": sorted(parties)})
    relative = pl.concat(_relative(one, parties) for one in patterns).group_by(KEY).agg(pl.col("relative").mean())
    wards = _wards().join(turnout.select("area", turnout="rate"), on="area")
    every = wards.join(asked, how="cross").join(relative, on=KEY, how="left")
    of_borough = pl.col("relative").mean().over("borough", "party")
    rate = pl.col("turnout") * pl.col("relative").fill_null(of_borough).fill_null(1.0)
    return every.select(*KEY, rate=rate)


def even(parties: Sequence[str]) -> pl.DataFrame:
    """Return the evidence of those who have none: every resident votes alike."""
    return _wards().select("area").join(pl.DataFrame({"party": sorted(parties)}), how="cross").with_columns(rate=1.0)


def per_resident(votes: pl.DataFrame) -> pl.DataFrame:
    """Return area, party and rate: what a ward counted of each party, over its residents."""
    return votes.join(_wards(), on="area").select(*KEY, rate=pl.col("votes") / pl.col("residents"))


def turnouts(pattern: pl.DataFrame, level: float | None) -> pl.DataFrame:
    """Return area, party (`ALL`) and rate: the votes a resident of each ward casts where London's turnout is `level`.

    A ward that turned out more than the others in the pattern does so again, by as much on the scale of odds: where
    nearly everybody votes, wards differ little. The electors are those of 2022; None keeps the pattern's own turnout.
    """
    votes = pattern.group_by("area").agg(pl.col("votes").sum())
    known = electors().join(votes, on="area", how="left")
    turnout = pl.col("votes") / pl.col("electors")
    usual = pl.col("votes").sum() / pl.col("electors").filter(pl.col("votes").is_not_null()).sum()
    nearness = pl.lit(1.0) if level is None else ((1 - level) / (1 - usual)).clip(0.0, 1.0)
    rate = pl.col("electors") / pl.col("residents") * (turnout / usual).fill_null(1.0) ** nearness
    return known.select("area", party=pl.lit(ALL), rate=rate)


@cache
def electors() -> pl.DataFrame:
    """Return area, residents and electors (of 2022) of each ward; the City's, not published, as its residents."""
    rows = [(area.code, area.electorate) for area in atlas().areas("ward22")]
    wards = _wards().join(pl.DataFrame(rows, ["area", "electors"], orient="row"), on="area")
    known = pl.col("electors").is_not_null()
    of_residents = pl.col("electors").sum() / pl.col("residents").filter(known).sum()
    return wards.select("area", "residents", pl.col("electors").fill_null(pl.col("residents") * of_residents))


def _relative(pattern: Pattern, parties: Sequence[str]) -> pl.DataFrame:
    """Return each party's share in a ward over its share of all the wards where it stood."""
    stood = pattern.votes.with_columns(all=pl.col("votes").sum().over("area")).filter(pl.col("votes") > 0)
    named = stood.with_columns(party=_as_now(pl.col("party"), parties)).filter(~pl.col("party").is_in(NOBODYS))
    whole = pl.col("votes").sum().over("party") / pl.col("all").sum().over("party")
    return named.select(*KEY, relative=(pl.col("votes") / pl.col("all") / whole) ** pattern.weight)


def _as_now(party: pl.Expr, parties: Sequence[str]) -> pl.Expr:
    """Let a party that no longer stands speak for the one that took over its voters."""
    heirs = {old: new for old, new in _heirs().items() if old not in parties}
    return party.replace(heirs)


@cache
def _heirs() -> Mapping[str, str]:
    text = files(__package__).joinpath("heirs.csv").read_text(encoding="utf-8")
    return {row["party"]: row["heir"] for row in csv.DictReader(text.splitlines())}


@cache
def _wards() -> pl.DataFrame:
    return read_table("wards").select("borough", area="code", residents=pl.col("residents").clip(lower_bound=1))
