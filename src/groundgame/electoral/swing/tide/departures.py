"""Each place's departure: what it did beyond what was to be expected of it, and how sure that is."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from groundgame.electoral.swing.comparing.comparison import Comparison, compare
from groundgame.electoral.swing.comparing.naming import Election
from groundgame.electoral.swing.comparing.places_in import described
from groundgame.electoral.swing.tide.knowledge import ABOUT, BOROUGH, borough_columns, design_of, rows_of
from groundgame.electoral.swing.tide.mixed import Array, Fit, fit
from groundgame.electoral.swing.tide.posterior import departures, expected, likely, ranks

TOP = 10
INTERVAL = (0.05, 0.95)


@dataclass(frozen=True, slots=True, eq=False)
class Tide:
    """Who beat the tide for a party, between two elections.

    `places` has a row for each place where the party stood both times, the best first: area, name, borough (a code),
    change, expected (what the model gives the place), raw (change less expected), departure (raw, shrunk: the mean of
    its draws), p05 and p95 (90% of its draws lie between), all 0-1; rank, rank_p05, rank_p95 (1 is best) and
    chance_top_10 (0-1). `boroughs` has the same of boroughs, weighted by votes, where the places are wards, and is
    empty otherwise. `covariates` are what was expected is made of; `variances` those of the model, on the scale 0-1
    squared (`place` and `borough` are true departures, `noise` the mean error). `notes` say in sentences what the model
    had to do without; those of the comparison come beside them.
    """

    party: str
    comparison: Comparison
    places: pl.DataFrame
    boroughs: pl.DataFrame
    covariates: tuple[str, ...]
    variances: Mapping[str, float]
    notes: tuple[str, ...]
    fitted: Fit


def tide(
    earlier: Election,
    later: Election,
    party: str,
    *,
    rng: np.random.Generator,
    draws: int = 4000,
    by: str | None = None,
) -> Tide:
    """Return who beat the tide for a party between two elections, and who fell short of it.

    Expected of a place is what its ring, the party's share before, and (each group shrunk together) the rivals' shares,
    the change before and the people living there go with, over all places. What is left is a departure, error and, in
    wards, what their borough did. See `docs/swing.md`.

    Raises:
        ElectionError: if the elections cannot be compared, or the party stood in too few places.
    """
    comparison = compare(earlier, later, by=by)
    rows = rows_of(comparison, party)
    design, notes = design_of(comparison, rows)
    fitted = fit(design)
    own = BOROUGH if BOROUGH in design.blocks else None
    fits = likely(fitted, rng)
    drawn = departures(fits, own, rng, draws)
    change, guess = design.outcome, expected(fits, own)
    places = _table(rows.select("area", "name", "borough"), change, guess, drawn)
    covariates = tuple(name for name in rows.columns if name not in ABOUT)
    variances = dict(fitted.variances) | {"noise": float(np.mean(design.noise))}
    boroughs = _boroughs(rows, change, guess, drawn) if own else places.clear()
    return Tide(party, comparison, places, boroughs, covariates, variances, tuple(notes), fitted)


def _table(about: pl.DataFrame, change: Array, guess: Array, drawn: Array) -> pl.DataFrame:
    placed = ranks(drawn)
    low, high = np.quantile(drawn, INTERVAL, axis=0)
    best, worst = np.quantile(placed, INTERVAL, axis=0, method="nearest")
    figures = {
        "change": change,
        "expected": guess,
        "raw": change - guess,
        "departure": drawn.mean(axis=0),
        "p05": low,
        "p95": high,
        "rank_p05": best.astype(int),
        "rank_p95": worst.astype(int),
        "chance_top_10": (placed <= TOP).mean(axis=0),
    }
    rows = about.with_columns(pl.Series(name, values) for name, values in figures.items())
    ranked = rows.sort("departure", "area", descending=[True, False]).with_row_index("rank", offset=1)
    order = ["area", "name", "borough", "change", "expected", "raw", "departure", "p05", "p95"]
    return ranked.select(*order, pl.col("rank").cast(pl.Int64), "rank_p05", "rank_p95", "chance_top_10")


def _boroughs(rows: pl.DataFrame, change: Array, guess: Array, drawn: Array) -> pl.DataFrame:
    dummies = borough_columns(rows) * rows["weight"].to_numpy()[:, None]
    weights = dummies / dummies.sum(axis=0)
    about = described(rows["borough"].unique().to_list(), "borough").select("area", "name", borough="area")
    return _table(about.sort("area"), change @ weights, guess @ weights, drawn @ weights)
