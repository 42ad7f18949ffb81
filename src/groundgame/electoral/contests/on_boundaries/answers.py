"""How a question with two answers fell among the wards: read from how the parties' voters answered it."""

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from groundgame.electoral.contests.parties import OTHER
from groundgame.electoral.places import carry

# Parties below this share of all are one.
SMALL = 0.03
# No ward is thought to be of one mind.
LEAST_SHARE = 0.05

Array = NDArray[Any]


def answers_of_parties(answers: pl.DataFrame, pattern: pl.DataFrame, wards: pl.DataFrame) -> pl.DataFrame:
    """Return area, party (the answer) and rate: the share of each ward thought to give each answer (0-1).

    Of every party's voters one part, the same everywhere, is taken to have given the first answer: the parts, between
    none and all, that bring the larger areas nearest to what they answered. The error that is left in an area is
    spread over its wards by raking. That no party's voters differ from place to place is not true; it is nearer than
    that no ward differs from its borough.

    `answers` has area, party and votes of the larger areas, `pattern` the votes of an earlier contest by ward, and
    `wards` is the crosswalk from the wards to the larger areas.

    Method: Goodman 1953, "Ecological regressions and behavior of individuals", American Sociological Review 18, with
    bounds.
    """
    from scipy.optimize import lsq_linear  # slow to load and large, and only a referendum needs it

    first = answers["party"].min()
    votes = _of_large_parties(pattern)
    by_ward, by_area = _shares(votes), _shares(carry(votes, wards))
    known = answers.with_columns(of_all=pl.col("votes") / pl.col("votes").sum().over("area")).filter(party=first)
    both = by_area.join(known.select("area", "of_all"), on="area").sort("area")
    parts = lsq_linear(_matrix(both.drop("of_all")), both["of_all"].to_numpy(), bounds=(0, 1)).x
    share = np.clip(_matrix(by_ward) @ parts, LEAST_SHARE, 1 - LEAST_SHARE)
    named = by_ward.select("area").with_columns(pl.Series("rate", share), party=pl.lit(first))
    others = named.with_columns(rate=1 - pl.col("rate"), party=pl.lit(answers["party"].max()))
    return pl.concat([named, others]).select("area", "party", "rate")


def _of_large_parties(votes: pl.DataFrame) -> pl.DataFrame:
    large = pl.col("votes").sum().over("party") >= SMALL * pl.col("votes").sum()
    named = votes.with_columns(party=pl.when(large).then("party").otherwise(pl.lit(OTHER)))
    return named.group_by("area", "party").agg(pl.col("votes").sum())


def _shares(votes: pl.DataFrame) -> pl.DataFrame:
    shares = votes.select("area", "party", share=pl.col("votes") / pl.col("votes").sum().over("area"))
    wide = shares.pivot("party", index="area", values="share").fill_null(0.0).sort("area")
    return wide.select("area", *sorted(name for name in wide.columns if name != "area"))


def _matrix(shares: pl.DataFrame) -> Array:
    return shares.drop("area").to_numpy()
