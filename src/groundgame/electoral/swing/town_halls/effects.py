"""What a majority on a council does to a party's seats next time: just above half against just below, and adjusted."""

from functools import partial

import numpy as np
import numpy.typing as npt
import polars as pl

from groundgame.electoral.swing.town_halls.clustered import Array, Estimate, estimates
from groundgame.electoral.swing.town_halls.councils import observations

BANDWIDTHS = (0.05, 0.10, 0.15)
POOLED = "all"
STATUSES = ("gains", "holds", "shares")
OPPOSITION = "opposition"
SCHEMA = {
    "design": pl.String,
    "status": pl.String,
    "party": pl.String,
    "bandwidth": pl.Float64,
    "effect": pl.Float64,
    "p05": pl.Float64,
    "p95": pl.Float64,
    "councils": pl.Int64,
    "rows": pl.Int64,
}


def discontinuity(party: str, bandwidth: float, rng: np.random.Generator, resamples: int) -> list[dict[str, object]]:
    """Compare parties that just won a majority of a council's seats with those that just missed it.

    A line on each side of half, triangular weights, the party's tide of those years taken out, and the share before
    held still. The `check` is the same design on the share before: no majority can have changed that.

    Source: D. S. Lee, Randomized experiments from non-random selection in U.S. House elections (2008).
    """
    near = _of(party).filter((pl.col("margin").abs() < bandwidth) & pl.col("before").is_not_null())
    margin, majority = near["margin"].to_numpy(), near["majority"].to_numpy().astype(np.float64)
    before = near["before"].to_numpy()
    lines = [majority, margin, margin * majority]
    compared = partial(
        estimates,
        weights=1 - np.abs(margin) / bandwidth,
        groups=[_tide(near)],
        clusters=near["authority"].to_list(),
        rng=rng,
        resamples=resamples,
    )
    effect, *_ = compared(near["change"].to_numpy(), np.column_stack([*lines, before]))
    check, *_ = compared(before, np.column_stack(lines))
    return [
        row_of("discontinuity", "majority", party, bandwidth, effect),
        row_of("check", "majority", party, bandwidth, check),
    ]


def plain(party: str, rng: np.random.Generator, resamples: int) -> list[dict[str, object]]:
    """Return a party's mean change after it gains, holds or shares control or is in opposition, nothing held still.

    Not an effect: whoever is high tends to fall, and the party's tide of the years is in it.
    """
    rows = _of(party).drop_nulls("before")
    statuses = _statuses(rows)
    columns = np.column_stack([*statuses, ~np.any(statuses, axis=0)]).astype(np.float64)
    found = _over_councils(rows, columns, [], rng, resamples)
    return [
        row_of("plain", status, party, None, one) for status, one in zip((*STATUSES, OPPOSITION), found, strict=True)
    ]


def adjusted(party: str, rng: np.random.Generator, resamples: int) -> list[dict[str, object]]:
    """Compare parties that gain, hold or share control with those in opposition, at the same share of the seats.

    Of all councils: the party's tide of those years taken out, a cubic in the share of seats (a party with many has
    more to lose) and the change before held still. To share is to be the largest where nobody has a majority: who
    governed such councils is not recorded before 2025.
    """
    rows = _of(party).drop_nulls("before")
    share = rows["share"].to_numpy()
    columns = [*_statuses(rows), share, share**2, share**3, share - rows["before"].to_numpy()]
    found = _over_councils(rows, np.column_stack(columns).astype(np.float64), [_tide(rows)], rng, resamples)
    return [row_of("adjusted", status, party, None, one) for status, one in zip(STATUSES, found, strict=False)]


def _statuses(rows: pl.DataFrame) -> list[npt.NDArray[np.bool_]]:
    majority, before = rows["majority"].to_numpy(), rows["majority_before"].to_numpy()
    return [majority & ~before, majority & before, rows["largest"].to_numpy()]


def _over_councils(
    rows: pl.DataFrame, columns: Array, groups: list[list[str]], rng: np.random.Generator, resamples: int
) -> list[Estimate]:
    return estimates(
        rows["change"].to_numpy(),
        columns,
        weights=np.ones(rows.height),
        groups=groups,
        clusters=rows["authority"].to_list(),
        rng=rng,
        resamples=resamples,
    )


def _of(party: str) -> pl.DataFrame:
    return observations() if party == POOLED else observations().filter(party=party)


def _tide(rows: pl.DataFrame) -> list[str]:
    """Name the party's elections of the same two years, whose mean change is its tide."""
    return rows.select(pl.format("{} {} {}", "party", "year", "next")).to_series().to_list()


def row_of(design: str, status: str, party: str, bandwidth: float | None, found: Estimate) -> dict[str, object]:
    """Return an estimate as a row of the answer."""
    about: dict[str, object] = {"design": design, "status": status, "party": party, "bandwidth": bandwidth}
    interval = {"effect": found.effect, "p05": found.p05, "p95": found.p95}
    return about | interval | {"councils": found.clusters, "rows": found.rows}
