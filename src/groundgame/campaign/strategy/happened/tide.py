"""Who beat the tide: each place's departure from what it would have been expected to do, with what is known of it."""

from dataclasses import dataclass

import numpy as np

from groundgame.campaign.strategy.answers import Answer, answer
from groundgame.campaign.strategy.happened.picking import Picked
from groundgame.campaign.strategy.happened.tide_table import TideTable, table_of
from groundgame.electoral.swing import ElectionError, tide

SEED = 2024
"""The same page twice shows the same figures."""
UNITS = {"ward": "wards", "pcon": "seats", "lac": "Assembly constituencies", "borough": "boroughs", "city": "city"}


@dataclass(frozen=True)
class TideFound:
    """The boroughs' table where the places are smaller, then the places' own; and what is to be said of them."""

    tables: tuple[TideTable, ...]
    notes: tuple[str, ...]


def unit_of(boundary_set: str) -> str:
    """Return what the areas of a boundary set are called, several of them."""
    return next(unit for start, unit in UNITS.items() if boundary_set.startswith(start))


def tide_answer(pair: Picked, party: str, *, patience: float | None = None) -> Answer[TideFound]:
    """Return who beat the tide, once it is worked out."""
    return answer(
        ("tide", pair.earlier.name, pair.later.name, party),
        lambda: tide_found(pair, party),
        refused=(ElectionError,),
        patience=patience,
    )


def tide_found(pair: Picked, party: str) -> TideFound:
    """Work out who beat the tide between two elections: a second or two.

    Raises:
        ElectionError: if they cannot be compared, or the party stood in too few places.
    """
    found = tide(pair.earlier, pair.later, party, rng=np.random.default_rng(SEED))
    unit = unit_of(found.comparison.boundary_set)
    own = table_of(unit, found.places)
    if found.boroughs.is_empty():
        return TideFound((own,), found.notes)
    return TideFound((table_of("boroughs", found.boroughs, of_wards=True), own), found.notes)
