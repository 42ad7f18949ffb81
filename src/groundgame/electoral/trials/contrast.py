"""The difference between the arms, stratum by stratum, adjusted for what was known before, by household.

Lin 2013: slopes of each arm's own cannot make a randomised comparison less precise, as a common slope can. The mean
of every stratum and arm is its own; strata count by their electors.
"""

from typing import NamedTuple

import numpy as np

from groundgame.electoral.trials.measured import Floats, Measured, Numbers, Truths
from groundgame.electoral.trials.strata import of_households, strata


class Contrast(NamedTuple):
    """Called less held back, of each outcome, with (outcomes, outcomes) covariance and degrees of freedom."""

    difference: Floats
    covariance: Floats
    freedom: float


class _Cells(NamedTuple):
    """The cell (stratum and arm) of each elector, and of each household; electors and households of each cell."""

    of: Numbers
    of_household: Numbers
    electors: Floats
    households: Floats


def contrast(trial: Measured, outcomes: Floats) -> Contrast:
    """Return what being called did to each column of `outcomes`, (electors, outcomes).

    Covariance as of a sample of households in each stratum and arm, which is Neyman's and never too small on average
    when households differ in what is done to them. Degrees of freedom by Satterthwaite over the two arms.

    Raises:
        TrialError: if an arm has fewer than two households.
    """
    cells = _cells(trial)
    centred = outcomes - _means(outcomes, cells)[cells.of]
    before = _useful(trial.before)
    centred_before = before - _means(before, cells)[cells.of]
    slopes = [_slopes(centred_before[arm], centred[arm]) for arm in _arms(trial)]
    left = centred - np.where(trial.called[:, None], centred_before @ slopes[1], centred_before @ slopes[0])
    weight = (cells.electors[0::2] + cells.electors[1::2]) / len(trial.outcome)
    means = _adjusted(_means(outcomes, cells), _means(before, cells), cells, slopes)
    parts = [_spread(left, trial, cells, weight, arm, before.shape[1]) for arm in (0, 1)]
    freedom = [max(float((cells.households[arm::2] - 1).sum()) - before.shape[1], 1.0) for arm in (0, 1)]
    return Contrast(weight @ (means[1::2] - means[0::2]), parts[0] + parts[1], _satterthwaite(parts, freedom))


def _cells(trial: Measured) -> _Cells:
    _, ward, called = of_households(trial)
    of_household = strata(ward, called) * 2 + called
    at = np.unique(trial.household, return_inverse=True)[1]
    of = of_household[at]
    return _Cells(of, of_household, np.bincount(of).astype(float), np.bincount(of_household).astype(float))


def _arms(trial: Measured) -> tuple[Truths, Truths]:
    return ~trial.called, trial.called


def _useful(before: Floats) -> Floats:
    """Measures that vary at all: a column that is the same for everybody only takes degrees of freedom."""
    return before[:, np.ptp(before, axis=0) > 0] if len(before) else before


def _means(values: Floats, cells: _Cells) -> Floats:
    return _sums(values, cells.of, len(cells.electors)) / cells.electors[:, None]


def _sums(values: Floats, groups: Numbers, count: int) -> Floats:
    columns = [np.bincount(groups, column, count) for column in values.T]
    return np.stack(columns, axis=1) if columns else np.zeros((count, 0))


def _adjusted(means: Floats, before: Floats, cells: _Cells, slopes: list[Floats]) -> Floats:
    """Each cell's mean as it would be if its electors were before as those of its whole stratum."""
    electors = cells.electors[:, None]
    whole = (before * electors)[0::2] + (before * electors)[1::2]
    whole /= electors[0::2] + electors[1::2]
    adjusted = means.copy()
    for arm in (0, 1):
        adjusted[arm::2] -= (before[arm::2] - whole) @ slopes[arm]
    return adjusted


def _slopes(before: Floats, outcomes: Floats) -> Floats:
    return np.asarray(np.linalg.lstsq(before, outcomes, rcond=None)[0], dtype=float)


def _spread(left: Floats, trial: Measured, cells: _Cells, weight: Floats, arm: int, slopes: int) -> Floats:
    """Return an arm's part of the covariance: large households pull the mean to themselves, so theirs count more."""
    at = np.unique(trial.household, return_inverse=True)[1]
    sums = _sums(left, at, len(cells.of_household))
    mine = cells.of_household % 2 == arm
    cell = cells.of_household[mine]
    share = weight[cell // 2] / cells.electors[cell]
    leverage = np.bincount(at)[mine] / cells.electors[cell]
    scaled = sums[mine] * (share / np.sqrt(1 - leverage))[:, None]
    households = len(cell)
    covariance: Floats = scaled.T @ scaled * households / max(households - slopes, 1)
    return covariance


def _satterthwaite(parts: list[Floats], freedom: list[float]) -> float:
    variances = [float(part[0, 0]) for part in parts]
    if not sum(variances):
        return min(freedom)
    return sum(variances) ** 2 / sum(one**2 / of for one, of in zip(variances, freedom, strict=True))
