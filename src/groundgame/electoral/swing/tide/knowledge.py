"""What is known of each place before its departure is: the rows of a model, and the model made of them."""

import numpy as np
import polars as pl

from groundgame.electoral.contests import parties
from groundgame.electoral.swing.comparing.comparison import NO_PARTY, Comparison
from groundgame.electoral.swing.comparing.naming import ElectionError
from groundgame.electoral.swing.comparing.pairing import votes_on
from groundgame.electoral.swing.tide.mixed import Array, Design
from groundgame.electoral.swing.tide.noise import carried_part, draws, overdispersion
from groundgame.electoral.swing.tide.past import past
from groundgame.electoral.swing.tide.people import people

FEWEST_PLACES = 20
PAST, PEOPLE, BOROUGH = "past", "people", "borough"
ABOUT = ("area", "name", "borough", "change", "weight", "noise", "carried")
FIXED = ("outer", "before")
OF_THE_PAST = ("elastic", "former change")


def rows_of(comparison: Comparison, party: str) -> pl.DataFrame:
    """Return one row a place where the party stood both times: what is known of it, its change and its error.

    A council without seats of the party is a place where it may well have stood.
    """
    if party in NO_PARTY:
        raise ElectionError(f"{party!r} is no one party, nor the same candidates each time: name a party.")
    own = comparison.places.filter(party=party)
    stood = own if comparison.measure == "seats" else own.filter((pl.col("before") > 0) & (pl.col("after") > 0))
    if stood.height < FEWEST_PLACES:
        had = "had seats" if comparison.measure == "seats" else "stood both times"
        places = "1 place" if stood.height == 1 else f"{stood.height} places"
        raise ElectionError(
            f"{_called(party)} {had} in {places}: that is too few to say what was to be expected of each. "
            "Name another party, or compare by smaller places."
        )
    rows = stood.sort("area").select("area", "name", "borough", "change", "weight", "inner")
    rows = rows.join(_noise(comparison, stood), on="area", maintain_order="left")
    rows = rows.join(past(comparison, party), on="area", maintain_order="left")
    if not rows["inner"].has_nulls():
        rows = rows.with_columns(outer=1.0 - pl.col("inner").cast(pl.Float64))
    census = people(comparison.boundary_set)
    joined = rows.drop("inner") if census is None else rows.drop("inner").join(census, on="area", maintain_order="left")
    varied = [name for name in joined.columns if name in ABOUT or joined[name].n_unique() > 1]
    return joined.select(varied)


def _called(party: str) -> str:
    known = parties().get(party)
    return known.name if known else repr(party)


def _noise(comparison: Comparison, stood: pl.DataFrame) -> pl.DataFrame:
    """Return area, noise (the variance of the change's error) and carried (0-1)."""
    ends = (comparison.earlier, comparison.later)
    mean = (pl.col("before") + pl.col("after")) / 2
    rows = stood.select("area", spread=mean * (1 - mean))
    for when, one in zip(("before", "after"), ends, strict=True):
        votes = votes_on(one, comparison.boundary_set, comparison.measure)
        if votes is not None:
            times = overdispersion(one.tier, comparison.measure)
            own = draws(votes, comparison.measure)
            rows = rows.join(own.select("area", (times / pl.col("draws")).fill_nan(None).alias(when)), on="area")
    # Where shares alone were published, as many are taken to have voted as at the other election.
    rows = rows.with_columns(noise=pl.col("spread") * 2 * pl.mean_horizontal("before", "after"))
    part = carried_part(comparison.boundary_set, comparison.carried_from)
    carried = pl.col("area").replace_strict(part, default=0.0, return_dtype=pl.Float64)
    return rows.select("area", "noise", carried=carried)


def design_of(comparison: Comparison, rows: pl.DataFrame) -> tuple[Design, list[str]]:
    """Return the model of rows as `rows_of` gives them, and sentences on what it has to do without."""
    fixed = [name for name in FIXED if name in rows.columns]
    pasts = [name for name in rows.columns if name in OF_THE_PAST or name.startswith("share of ")]
    census = [name for name in rows.columns if name not in (*ABOUT, *fixed, *pasts)]
    blocks = {PAST: _standardised(rows, pasts)} if pasts else {}
    if census:
        blocks[PEOPLE] = _standardised(rows, census)
    if comparison.boundary_set.startswith("ward"):
        blocks[BOROUGH] = borough_columns(rows)
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


def borough_columns(rows: pl.DataFrame) -> Array:
    """Return a column a borough, by code: 1 for its places."""
    codes = rows["borough"].unique().sort()
    return np.asarray(rows["borough"].to_numpy()[:, None] == codes.to_numpy()[None, :], dtype=np.float64)


def _standardised(rows: pl.DataFrame, names: list[str]) -> Array:
    values = rows.select(names).to_numpy().astype(np.float64)
    return np.asarray((values - values.mean(axis=0)) / values.std(axis=0))
