"""How much of a change is chance: the votes' own, as often over as the next election takes back of what one gave."""

from functools import cache

import numpy as np
import polars as pl

from groundgame.electoral.places import TableError, crosswalk
from groundgame.electoral.swing.comparing.naming import Election, elections_of
from groundgame.electoral.swing.comparing.pairing import own_areas, votes_on

LEAST_SHARE = 0.05
LEAST = {"votes": 1.0, "seats": 0.0}
"""Votes err at least as independent ones do. Wards' seats may err less, as most wards are safe."""
SLATE = 3
"""Councillors of a ward are mostly of one slate: a council's seats are so many times fewer chances."""


def sampling(shares: pl.DataFrame, measure: str) -> pl.DataFrame:
    """Return area, party and variance of each share if every vote (or every ward's slate) were an independent draw."""
    variance = pl.col("share") * (1 - pl.col("share")) / pl.col("draws")
    return shares.join(draws(shares, measure), on="area").select("area", "party", variance=variance)


def draws(shares: pl.DataFrame, measure: str) -> pl.DataFrame:
    """Return area and draws: its votes, or how many slates its seats are."""
    each = SLATE if measure == "seats" else 1
    return shares.group_by("area").agg(draws=pl.col("strength").sum() / each)


@cache
def overdispersion(tier: str, measure: str) -> float:
    """Return how many times the variance of independent votes (or wards' slates) a share's error has.

    By the method of moments: an error in one election raises one change and lowers the next, so minus the covariance of
    a place's departures in two changes running is the variance of the error of the election between them. Departures
    are here from a regression on the share before, over all elections of the tier whose places did not change.
    """
    taken_back, expected = 0.0, 0.0
    elections = elections_of(tier)
    for three in zip(elections, elections[1:], elections[2:], strict=False):
        for covariance, variance in _given_and_taken(*three, measure):
            taken_back += covariance
            expected += variance
    return max(LEAST[measure], taken_back / expected) if expected else 1.0


def _given_and_taken(first: Election, middle: Election, last: Election, measure: str) -> list[tuple[float, float]]:
    """Return minus the summed products of two departures running, and the summed sampling variances, by party."""
    areas = "borough" if measure == "seats" else own_areas(middle)
    frames = []
    for election in (first, middle, last):
        votes = votes_on(election, areas, measure)
        if votes is None or votes["estimated"].all():
            return []
        frames.append(votes.filter(~pl.col("estimated")))
    a, b, c = frames
    variances = sampling(b, measure)
    strong = (
        b.group_by("party").agg(pl.col("strength").sum()).with_columns(pl.col("strength") / pl.col("strength").sum())
    )
    found = []
    for party in strong.filter(pl.col("strength") > LEAST_SHARE)["party"].sort():
        three = [frame.filter(party=party).select("area", "share") for frame in (a, b, c)]
        rows = three[0].join(three[1], on="area", suffix="_b").join(three[2], on="area", suffix="_c")
        rows = rows.join(variances.filter(party=party), on="area").sort("area")
        if rows.height > SLATE * len(three):
            x, y, z = (rows[name].to_numpy() for name in ("share", "share_b", "share_c"))
            found.append((-float(_departures(x, y) @ _departures(y, z)), float(rows["variance"].sum())))
    return found


def _departures(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    columns = np.column_stack([np.ones_like(before), before])
    change = after - before
    return np.asarray(change - columns @ np.linalg.lstsq(columns, change, rcond=None)[0])


def carried_part(boundary_set: str, from_set: str | None) -> dict[str, float]:
    """Return how much (0-1) of each area is carried from areas that are not it alone: 1 less the squared shares."""
    if from_set is None or from_set == boundary_set:
        return {}
    try:
        pieces = crosswalk(from_set, boundary_set)
    except TableError:
        return {}
    whole = 1 - (pl.col("share_of_to") * pl.col("share_of_from")).sum()
    return dict(pieces.group_by("to").agg(whole.clip(0.0, 1.0)).iter_rows())
