"""What a session did: to everybody who was to be called, and to those who were spoken to."""

from dataclasses import dataclass

import numpy as np

from groundgame.electoral.trials.contrast import contrast
from groundgame.electoral.trials.intervals import Estimate, plain, ratio
from groundgame.electoral.trials.measured import Measured
from groundgame.electoral.trials.redrawing import chance_of_as_much
from groundgame.electoral.trials.strata import of_households


@dataclass(frozen=True)
class Result:
    """What one trial tells; the outcome's unit is 0-1 for turnout.

    `as_called`: all who were to be called less all who were held back (intention to treat). `contacted`: the part
    spoken to, called less held back. `per_contact`: the first by the second. `chance`: how often chance alone shows as
    much. `lost`: electors without an outcome, of the called and of those held back.
    """

    electors: int
    households: int
    households_held_back: int
    held_back_mean: float
    as_called: Estimate
    contacted: Estimate
    per_contact: Estimate
    chance: float | None
    lost: tuple[int, int]


def estimate(trial: Measured, *, rng: np.random.Generator | None = None, draws: int = 2_000) -> Result:
    """Return what a trial did, with 90% intervals, and `chance` by `draws` redraws if an `rng` is given.

    Per contact it is taken that being on the list does nothing to whoever is not spoken to. Where a household talks of
    the call, count it as spoken to whole.

    Raises:
        TrialError: if an arm has fewer than two households with an outcome.
    """
    found = contrast(trial, np.stack([trial.outcome, trial.contacted], axis=1))
    _, _, called = of_households(trial)
    return Result(
        electors=len(trial.outcome),
        households=len(called),
        households_held_back=int((~called).sum()),
        held_back_mean=float(trial.outcome[~trial.called].mean()),
        as_called=plain(float(found.difference[0]), float(found.covariance[0, 0]), found.freedom),
        contacted=plain(float(found.difference[1]), float(found.covariance[1, 1]), found.freedom),
        per_contact=ratio(found),
        chance=None if rng is None else chance_of_as_much(trial, rng=rng, draws=draws),
        lost=trial.lost,
    )
