"""Each place's departure: what it did beyond what was to be expected of it, and how sure that is."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from groundgame.electoral.swing.comparing.comparison import Comparison, compare
from groundgame.electoral.swing.comparing.naming import Election, ElectionError
from groundgame.electoral.swing.comparing.pairing import votes_on
from groundgame.electoral.swing.tide.mixed import CARRYING, PLACE, Array, Design, Fit, fit
from groundgame.electoral.swing.tide.noise import carried_part, overdispersion
from groundgame.electoral.swing.tide.noise import draws as independent_draws
from groundgame.electoral.swing.tide.past import past
from groundgame.electoral.swing.tide.people import people
from groundgame.electoral.swing.tide.posterior import departures, expected, ranks

FEWEST_PLACES = 20
TOP = 10
INTERVAL = (0.05, 0.95)
PAST, PEOPLE, BOROUGH = "past", "people", "borough"


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
    rows = _rows(comparison, party)
    design, notes = _design(comparison, rows)
    fitted = fit(design)
    own = BOROUGH if BOROUGH in design.blocks else None
    drawn = departures(fitted, own, rng, draws)
    change, guess = design.outcome, expected(fitted, own)
    places = _table(rows.select("area", "name", "borough"), change, guess, drawn)
    covariates = tuple(name for name in rows.columns if name not in ABOUT)
    variances = dict(fitted.variances) | {"noise": float(np.mean(design.noise))}
    boroughs = _boroughs(rows, change, guess, drawn) if own else places.clear()
    return Tide(party, comparison, places, boroughs, covariates, variances, tuple(notes), fitted)


ABOUT = ("area", "name", "borough", "change", "weight", "noise", "carried")
FIXED = ("outer", "before")
OF_THE_PAST = ("elastic", "former change")


def _rows(comparison: Comparison, party: str) -> pl.DataFrame:
    """Return one row a place where the party stood both times: what is known of it, its change and its error.

    A council without seats of the party is a place where it may well have stood.
    """
    own = comparison.places.filter(party=party)
    stood = own if comparison.measure == "seats" else own.filter((pl.col("before") > 0) & (pl.col("after") > 0))
    if stood.height < FEWEST_PLACES:
        known = f"stood both times in {stood.height} of these places"
        raise ElectionError(f"{party!r} {known}: that is too few to say what was to be expected of each.")
    rows = stood.sort("area").select("area", "name", "borough", "change", "weight", "inner")
    rows = rows.join(_noise(comparison, stood), on="area", maintain_order="left")
    rows = rows.join(past(comparison, party), on="area", maintain_order="left")
    if not rows["inner"].has_nulls():
        rows = rows.with_columns(outer=1.0 - pl.col("inner").cast(pl.Float64))
    census = people(comparison.boundary_set)
    joined = rows.drop("inner") if census is None else rows.drop("inner").join(census, on="area", maintain_order="left")
    varied = [name for name in joined.columns if name in ABOUT or joined[name].n_unique() > 1]
    return joined.select(varied)


def _noise(comparison: Comparison, stood: pl.DataFrame) -> pl.DataFrame:
    """Return area, noise (the variance of the change's error) and carried (0-1)."""
    ends = (comparison.earlier, comparison.later)
    mean = (pl.col("before") + pl.col("after")) / 2
    rows = stood.select("area", spread=mean * (1 - mean))
    for when, one in zip(("before", "after"), ends, strict=True):
        votes = votes_on(one, comparison.boundary_set, comparison.measure)
        if votes is not None:
            times = overdispersion(one.tier, comparison.measure)
            own = independent_draws(votes, comparison.measure)
            rows = rows.join(own.select("area", (times / pl.col("draws")).fill_nan(None).alias(when)), on="area")
    # Where shares alone were published, as many are taken to have voted as at the other election.
    rows = rows.with_columns(noise=pl.col("spread") * 2 * pl.mean_horizontal("before", "after"))
    part = carried_part(comparison.boundary_set, comparison.carried_from)
    carried = pl.col("area").replace_strict(part, default=0.0, return_dtype=pl.Float64)
    return rows.select("area", "noise", carried=carried)


def _design(comparison: Comparison, rows: pl.DataFrame) -> tuple[Design, list[str]]:
    fixed = [name for name in FIXED if name in rows.columns]
    pasts = [name for name in rows.columns if name in OF_THE_PAST or name.startswith("share of ")]
    census = [name for name in rows.columns if name not in (*ABOUT, *fixed, *pasts)]
    blocks = {PAST: _standardised(rows, pasts)} if pasts else {}
    if census:
        blocks[PEOPLE] = _standardised(rows, census)
    if comparison.boundary_set.startswith("ward"):
        blocks[BOROUGH] = _of_boroughs(rows)
    design = Design(
        outcome=rows["change"].to_numpy(),
        fixed=np.column_stack([np.ones(rows.height), rows.select(fixed).to_numpy()]),
        blocks=blocks,
        noise=rows["noise"].to_numpy(),
        carried=rows["carried"].to_numpy(),
    )
    return design, _notes(rows, census)


def _notes(rows: pl.DataFrame, census: list[str]) -> list[str]:
    notes = []
    if not census:
        notes.append("There is no census of these boundaries, nor a crosswalk from one: people are left out.")
    elif rows["area"].str.starts_with("pcon74:").any() or rows["area"].str.starts_with("pcon83:").any():
        notes.append("There is no census of these seats: people are those of the borough that each lay in.")
    if "outer" not in rows.columns:
        notes.append("Which of these places are inner London is not known here: the ring is left out.")
    if "former change" not in rows.columns:
        notes.append("The change before is not known in these places, and is left out.")
    return notes


def _of_boroughs(rows: pl.DataFrame) -> Array:
    """Return a column a borough, by code: 1 for its places."""
    codes = rows["borough"].unique().sort()
    return np.asarray(rows["borough"].to_numpy()[:, None] == codes.to_numpy()[None, :], dtype=np.float64)


def _standardised(rows: pl.DataFrame, names: list[str]) -> Array:
    values = rows.select(names).to_numpy().astype(np.float64)
    return np.asarray((values - values.mean(axis=0)) / values.std(axis=0))


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
    from groundgame.electoral.swing.comparing.places_in import described

    dummies = _of_boroughs(rows) * rows["weight"].to_numpy()[:, None]
    weights = dummies / dummies.sum(axis=0)
    about = described(rows["borough"].unique().to_list(), "borough").select("area", "name", borough="area")
    return _table(about.sort("area"), change @ weights, guess @ weights, drawn @ weights)


__all__ = ["BOROUGH", "CARRYING", "PLACE", "Tide", "tide"]
