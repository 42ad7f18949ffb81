"""What an estimate of flows answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


class FlowsError(Exception):
    """Votes from which no flows can be estimated; the sentence names the value and says what to do."""


@dataclass(frozen=True, eq=False)
class Flows:
    """Who went where between two votes of the same places.

    `share`, `p05` and `p95` (the 90% interval), `lower_bound` and `upper_bound` (what the areas' totals make certain)
    are rows x columns, 0-1 of the row. `votes` is rows x columns and adds up to both votes; `area_votes` is areas x
    rows x columns, and adds up to both votes in every area. `draws` is draws x rows x columns of shares, as the model
    alone would have them: narrower than the interval, which knows how far the model was out elsewhere. `notes` says in
    sentences what was done to the votes first.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    share: Floats
    p05: Floats
    p95: Floats
    lower_bound: Floats
    upper_bound: Floats
    votes: Floats
    areas: tuple[str, ...]
    area_votes: Floats
    draws: Floats
    notes: tuple[str, ...]
    diagnostics: Mapping[str, float]

    def as_json(self) -> dict[str, Any]:
        """Return the answer as plain lists: a matrix is a list of rows, each aligned with `columns`."""
        matrices = ("share", "p05", "p95", "lower_bound", "upper_bound", "votes")
        named: dict[str, Any] = {"rows": list(self.rows), "columns": list(self.columns)}
        return named | {name: np.round(getattr(self, name), 6).tolist() for name in matrices}
