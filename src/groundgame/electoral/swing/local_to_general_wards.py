"""Our own national equivalent: the same wards in two years, weighted so that the first of them is the country."""

from collections.abc import Mapping
from functools import cache

import numpy as np
import numpy.typing as npt
import polars as pl

from groundgame.electoral.contests import record
from groundgame.electoral.contests.parties import OTHER

Floats = npt.NDArray[np.float64]
FEWEST_WARDS = 100
LEAST_SHARE = 0.01
STEPS = 50


def raked_shares(base: int, year: int, base_shares: Mapping[str, float]) -> tuple[dict[str, float], int] | None:
    """Return a year's national shares (0-1) by party and the number of wards they are from; None where those are few.

    Wards in which the parties of `base_shares` (a published national equivalent of the year `base`) all stood both
    times are weighted, each by exp(its base shares times a factor a party), so that together they voted in `base`
    as the country did. With these weights their shares of `year` are the estimate. It corrects for where elections
    were held, and does not suppose that a swing is the same in strong and weak wards.

    Method: entropy balancing (J. Hainmueller 2012); wards fought by the three parties as in the National Equivalent
    Vote of C. Rallings and M. Thrasher.
    """
    parties = [party for party in base_shares if party != OTHER]
    before, now = (_fought_by(_ward_shares(one), parties) for one in (base, year))
    if before.is_empty() or now.is_empty():
        return None
    pair = now.join(before.select("area", pl.col(parties).name.suffix(" before")), on="area", how="inner")
    if len(pair) < FEWEST_WARDS:
        return None
    target = np.array([base_shares[party] for party in parties])
    weights = balanced(pair.select(f"{party} before" for party in parties).to_numpy(), target)
    means = {name: float(weights @ pair[name].to_numpy()) for name in now.columns[1:]}
    named = {party: share for party, share in means.items() if share >= LEAST_SHARE and party != OTHER}
    return named | {OTHER: 1 - sum(named.values())}, len(pair)


def balanced(rows: Floats, target: Floats) -> Floats:
    """Return weights, nearest to equal, that sum to 1 and whose mean of `rows` (wards x parties) is `target`."""
    factors = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        weights = np.exp((rows - target) @ factors)
        weights /= weights.sum()
        mean = weights @ rows
        spread = (rows - mean).T @ ((rows - mean) * weights[:, None])
        factors -= np.linalg.solve(spread + 1e-9 * np.eye(len(factors)), mean - target)
    whole: Floats = weights
    return whole


def _fought_by(shares: pl.DataFrame, parties: list[str]) -> pl.DataFrame:
    missing = [party for party in parties if party not in shares.columns]
    return shares.head(0) if missing else shares.filter(pl.all_horizontal(pl.col(parties) > 0))


@cache
def _ward_shares(year: int) -> pl.DataFrame:
    """Return one row a ward: area and the share (0-1) of each party's best-placed candidate, 0 where none stood."""
    votes = record().frame("local_ward_votes").filter((pl.col("year") == year) & (pl.col("votes") > 0))
    sums = votes.group_by("area", "party").agg(pl.col("votes").sum())
    share = pl.col("votes") / pl.col("votes").sum().over("area")
    wide = sums.with_columns(share=share).sort("area", "party").pivot(on="party", index="area", values="share")
    return wide.select("area", *sorted(name for name in wide.columns if name != "area")).fill_null(0.0)
