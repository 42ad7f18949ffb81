"""What was measured of a trial's electors, as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from groundgame.electoral.trials.errors import TrialError

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.intp]
Truths = npt.NDArray[np.bool_]
COLUMNS = ("household", "ward", "held_back", "contacted", "outcome")


@dataclass(frozen=True)
class Measured:
    """One row an elector.

    `household` and `ward` count from 0; `called` is false for those held back; `contacted` is 1 for whoever was spoken
    to; `outcome` is 0-1 (voted) or a score; `before` is (electors, measures) of what was known before, perhaps none.
    `lost` electors had no outcome and are not among the rows: (of the called, of those held back).
    """

    household: Numbers
    ward: Numbers
    called: Truths
    contacted: Floats
    outcome: Floats
    before: Floats
    lost: tuple[int, int] = (0, 0)


def from_frame(frame: pl.DataFrame, before: Sequence[str] = ()) -> Measured:
    """Return a trial from household, ward, held_back, contacted, outcome and the columns named in `before`.

    For two scripts against one another, `held_back` is true of those who heard the first. Rows without an outcome
    are counted and left out; a null in `before` becomes that column's mean.

    Raises:
        TrialError: if a column is missing, or a household stands in two arms or two wards.
    """
    if missing := [name for name in (*COLUMNS, *before) if name not in frame.columns]:
        raise TrialError(f"The trial's table has no column {', '.join(missing)}: add it.")
    counted = frame.filter(pl.col("outcome").is_not_null())
    gone = frame.filter(pl.col("outcome").is_null())
    away = int(gone["held_back"].sum())
    known = counted.select(pl.col(name).cast(pl.Float64).fill_null(strategy="mean").fill_null(0) for name in before)
    return checked(
        Measured(
            household=_codes(counted["household"]),
            ward=_codes(counted["ward"]),
            called=~counted["held_back"].to_numpy().astype(bool),
            contacted=counted["contacted"].cast(pl.Float64).to_numpy(),
            outcome=counted["outcome"].cast(pl.Float64).to_numpy(),
            before=known.to_numpy().reshape(len(counted), len(before)),
            lost=(len(gone) - away, away),
        )
    )


def checked(trial: Measured) -> Measured:
    """Return the trial, if every household stands in one arm and one ward.

    Raises:
        TrialError: if one does not: then chance did not choose it whole.
    """
    where = trial.ward * 2 + trial.called
    first = np.zeros(trial.household.max(initial=-1) + 1, dtype=np.intp)
    first[trial.household] = where
    if astray := len(set(trial.household[first[trial.household] != where].tolist())):
        raise TrialError(f"{astray} households stand in two arms or two wards: a household goes into one, whole.")
    return trial


def _codes(column: pl.Series) -> Numbers:
    return (column.cast(pl.String).rank("dense").cast(pl.Int64) - 1).to_numpy().astype(np.intp)
