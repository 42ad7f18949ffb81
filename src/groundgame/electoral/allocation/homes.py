"""How many homes of a ward can be spoken to."""

import numpy as np
import polars as pl

from groundgame.electoral.allocation.effort import Floats
from groundgame.electoral.forecasting.london.seats import Wards
from groundgame.electoral.places import census

REACHABLE = 0.6
"""Of a ward's households so many have an elector who can be called on or rung: a guess, until the contact log tells."""


FLATS = ("home_purpose_built_flat", "home_converted_flat", "home_in_commercial_building")


def households(wards: Wards) -> tuple[Floats, Floats]:
    """Return the households of each ward by the census of 2021, and the part (0-1) of them in flats, both (wards,)."""
    rows = census(wards.boundary_set)
    kinds = [name for name in rows.columns if name.startswith("home_")]
    flats = [name for name in kinds if name in FLATS]
    counted = rows.select("code", total=pl.sum_horizontal(kinds), flats=pl.sum_horizontal(flats))
    found = {code: (total, in_flats) for code, total, in_flats in counted.iter_rows()}
    table = np.array([found[code] for code in wards.codes], dtype=float)
    return table[:, 0], table[:, 1] / table[:, 0]


def reachable_homes(wards: Wards) -> Floats:
    """Return the homes of each ward, (wards,), that can be reached: a part of its households."""
    return REACHABLE * households(wards)[0]
