"""How often chance alone would have shown as much: the trial's own draw, made again many times."""

from typing import NamedTuple

import numpy as np

from groundgame.electoral.trials.measured import Floats, Measured, Numbers
from groundgame.electoral.trials.strata import of_households, strata

AT_ONCE = 2_000_000
"""Cells of a table of draws by households that are held in memory at a time."""


class _Homes(NamedTuple):
    """Households in order of stratum and ward: what their electors did in all, beyond what was to be expected."""

    total: Floats
    electors: Floats
    ward: Numbers
    starts: Numbers
    called: Floats


def chance_of_as_much(trial: Measured, *, rng: np.random.Generator, draws: int = 2_000) -> float:
    """Return the p-value of "being called did nothing to anybody", by randomisation within wards.

    The outcome is first taken for what it departs from its stratum and from what was known before, the same for both
    arms; then households change arms within their wards as the draw might have had it, and the difference by its own
    standard error is compared. Exact for that hypothesis whatever the outcome's spread, but for the number of draws.

    Raises:
        TrialError: if an arm has fewer than two households.
    """
    homes = _homes(trial)
    seen = abs(float(_by_its_error(homes.called[None, :], homes)[0]))
    rows = max(AT_ONCE // len(homes.total), 1)
    counts = [min(rows, draws - done) for done in range(0, draws, rows)]
    as_much = sum(int((np.abs(_by_its_error(_again(homes, n, rng), homes)) >= seen - 1e-12).sum()) for n in counts)
    return (1 + as_much) / (1 + draws)


def _again(homes: _Homes, count: int, rng: np.random.Generator) -> Floats:
    """Draw the arms again, (count, households): as many of every ward as there were."""
    order = np.argsort(rng.random((count, len(homes.ward))) + homes.ward, axis=1)
    return homes.called[order]


def _homes(trial: Measured) -> _Homes:
    _, ward, called = of_households(trial)
    stratum = strata(ward, called)
    at = np.unique(trial.household, return_inverse=True)[1]
    total = np.bincount(at, _beyond(trial, stratum[at])).astype(float)
    order = np.lexsort((ward, stratum))
    place = np.unique(stratum[order] * (ward.max() + 1) + ward[order], return_inverse=True)[1]
    starts = np.unique(stratum[order], return_index=True)[1]
    electors = np.bincount(at).astype(float)
    return _Homes(total[order], electors[order], place, starts.astype(np.intp), called[order].astype(float))


def _beyond(trial: Measured, stratum: Numbers) -> Floats:
    """Return the outcome less its stratum's mean and less what was known before would give, both arms alike."""
    size = np.bincount(stratum)
    outcome = trial.outcome - (np.bincount(stratum, trial.outcome) / size)[stratum]
    if not trial.before.shape[1]:
        return outcome
    before = np.stack([one - (np.bincount(stratum, one) / size)[stratum] for one in trial.before.T], axis=1)
    left: Floats = outcome - before @ np.linalg.lstsq(before, outcome, rcond=None)[0]
    return left


def _by_its_error(called: Floats, homes: _Homes) -> Floats:
    """Return the difference between the arms by its standard error, of each row of `called`, (rows, households)."""
    weight = np.add.reduceat(homes.electors, homes.starts) / homes.electors.sum()
    difference, variance = np.zeros(len(called)), np.zeros(len(called))
    for sign, arm in ((1, called), (-1, 1 - called)):
        many, electors, total, squares, cross, sizes = (
            np.add.reduceat(arm * column, homes.starts, axis=1)
            for column in (
                np.ones(len(homes.total)),
                homes.electors,
                homes.total,
                homes.total**2,
                homes.total * homes.electors,
                homes.electors**2,
            )
        )
        mean = total / electors
        spread = (squares - 2 * mean * cross + mean**2 * sizes) / electors**2 * many / (many - 1)
        difference += sign * (mean @ weight)
        variance += spread @ weight**2
    return difference / np.sqrt(np.maximum(variance, 1e-300))
