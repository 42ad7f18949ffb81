"""Several sessions together, when each has its own true effect: what they have in common, and how much they differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, sqrt

import numpy as np
from scipy.optimize import brentq
from scipy.special import chdtri, ndtri, stdtrit

from groundgame.electoral.trials.errors import TrialError
from groundgame.electoral.trials.intervals import LEVEL, Estimate, plain
from groundgame.electoral.trials.measured import Floats

FEWEST = 2


@dataclass(frozen=True)
class Pooled:
    """The mean effect of sessions like these, and the standard deviation of their true effects."""

    mean: Estimate
    spread: Estimate


def pool(found: Sequence[Estimate]) -> Pooled:
    """Return the mean effect over sessions, by random effects, with 90% intervals.

    The spread is that at which the sessions differ as much as was to be expected (Paule and Mandel 1982), its
    interval where they would differ too much or too little one time in ten (Viechtbauer 2007); the mean's interval is
    that of Hartung and Knapp 2001, which holds with few sessions, or a normal one by the
    sessions' own errors where that is wider.

    Raises:
        TrialError: if fewer than two sessions have a standard error.
    """
    values, errors = usable(found)
    if len(values) < FEWEST:
        raise TrialError(f"{len(values)} sessions tell an effect: pooling them takes at least two.")
    freedom = len(values) - 1
    spread = _spread_at(values, errors, freedom)
    weights = 1 / (errors**2 + spread**2)
    mean = float(weights @ values / weights.sum())
    among = float(weights @ (values - mean) ** 2 / weights.sum() / freedom)
    # Few sessions may lie together by luck: never narrower than a normal interval by the sessions' own errors.
    own = float(1 / weights.sum()) * float(ndtri(_tails()[1]) / stdtrit(freedom, _tails()[1])) ** 2
    variance = max(among, own)
    low, high = (_spread_at(values, errors, float(chdtri(freedom, tail))) for tail in _tails())
    return Pooled(plain(mean, variance, freedom), Estimate(spread, (high - low) / 2, low, high))


def usable(found: Sequence[Estimate]) -> tuple[Floats, Floats]:
    """Return values and standard errors of the estimates whose own intervals have ends."""
    kept = [one for one in found if one.is_bounded and 0 < one.error < inf]
    return np.array([one.value for one in kept]), np.array([one.error for one in kept])


def _tails() -> tuple[float, float]:
    return (1 - LEVEL) / 2, (1 + LEVEL) / 2


def _spread_at(values: Floats, errors: Floats, wanted: float) -> float:
    """Return the spread at which the weighted squares about the mean add up to `wanted`, or 0 if they never do."""

    def beyond(spread: float) -> float:
        weights = 1 / (errors**2 + spread**2)
        return float(weights @ (values - weights @ values / weights.sum()) ** 2) - wanted

    if beyond(0.0) <= 0:
        return 0.0
    most = sqrt(float(np.ptp(values) ** 2 * len(values) / max(wanted, 1e-9))) + float(errors.max())
    return float(brentq(beyond, 0.0, most, xtol=1e-9))
