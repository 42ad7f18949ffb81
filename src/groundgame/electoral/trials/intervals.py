"""An estimate with its 90% interval, and one of a ratio by Fieller's theorem."""

from dataclasses import dataclass
from math import inf, sqrt

from scipy.special import stdtrit

from groundgame.electoral.trials.contrast import Contrast

LEVEL = 0.9


@dataclass(frozen=True)
class Estimate:
    """An estimate, its standard error, and the ends of its 90% interval (infinite where it has none)."""

    value: float
    error: float
    low: float
    high: float

    @property
    def is_bounded(self) -> bool:
        """Whether the data rule anything out at both ends."""
        return -inf < self.low and self.high < inf

    def holds(self, truth: float) -> bool:
        """Whether the interval contains a value."""
        return self.low <= truth <= self.high


def reach(freedom: float, level: float = LEVEL) -> float:
    """Return how many standard errors an interval goes each way, by Student's t."""
    return float(stdtrit(freedom, 0.5 + level / 2))


def plain(value: float, variance: float, freedom: float) -> Estimate:
    """Return an estimate that is its value plus and minus so many standard errors."""
    error = sqrt(max(variance, 0.0))
    return Estimate(value, error, value - reach(freedom) * error, value + reach(freedom) * error)


def ratio(found: Contrast) -> Estimate:
    """Return the first difference by the second: what one contact did, out of what being called did.

    The interval is every ratio r that the data do not reject, as difference 0 less r times difference 1 is
    then 0 (Fieller 1954; with one instrument, that of Anderson and Rubin 1949). Unlike one from the standard error it
    holds with few contacts too: where these could be none at all, it has no end.
    """
    (y, c), v = found.difference, found.covariance
    t = reach(found.freedom)
    a, b, d = c * c - t * t * v[1, 1], y * c - t * t * v[0, 1], y * y - t * t * v[0, 0]
    value = y / c if c else 0.0
    error = sqrt(max(v[0, 0] - 2 * value * v[0, 1] + value**2 * v[1, 1], 0.0)) / abs(c) if c else inf
    if a <= 0:
        return Estimate(value, error, -inf, inf)
    root = sqrt(max(b * b - a * d, 0.0))
    return Estimate(float(value), float(error), float((b - root) / a), float((b + root) / a))
