"""Wards with too few households in an arm are taken together, so that every stratum tells its own spread."""

import numpy as np

from groundgame.electoral.trials.errors import TrialError
from groundgame.electoral.trials.measured import Measured, Numbers, Truths

FEWEST = 2
"""Households that an arm needs in all: one alone has no spread."""
ENOUGH = 5
"""Households that an arm needs for a ward to be a stratum: of two or three, the larger hides how far apart they are."""


def strata(ward: Numbers, called: Truths) -> Numbers:
    """Return the stratum of each household: its ward, or all small wards together.

    What the small ones lack even then joins the largest ward.

    Raises:
        TrialError: if an arm has fewer than two households in all.

    >>> strata(np.repeat([0, 1, 2], [10, 5, 5]), np.array([1, 0] * 10, dtype=bool)).tolist()
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
    """
    fewest = min(int(called.sum()), int((~called).sum()))
    if fewest < FEWEST:
        raise TrialError(f"An arm of the trial has {fewest} households with an outcome: it takes two to tell anything.")
    arms = np.stack([np.bincount(ward[called == arm], minlength=ward.max() + 1) for arm in (False, True)])
    small = arms.min(axis=0) < ENOUGH
    together = len(small)
    if small.any() and not small.all() and arms[:, small].sum(axis=1).min() < ENOUGH:
        together = int(np.where(small, -1, arms.sum(axis=0)).argmax())
    found = np.where(small, together, np.arange(len(small)))[ward]
    return np.unique(found, return_inverse=True)[1].astype(np.intp)


def of_households(trial: Measured) -> tuple[Numbers, Numbers, Truths]:
    """Return of each household a row of it, its ward and whether it was to be called."""
    row = np.unique(trial.household, return_index=True)[1]
    return row.astype(np.intp), trial.ward[row], trial.called[row]
