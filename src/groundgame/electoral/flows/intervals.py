"""Intervals that contain the truth as often as they say."""

import numpy as np

from groundgame.electoral.flows.answers import Floats

WIDENING = 1.47
"""How far nine intervals in ten must reach, in deviations: learned by `benchmarks/bench_flows.py` from 213 districts of
New Zealand 2002 and 2014 and Scotland 2007 together. Learned from two of them and tried on the third, it holds."""
MODEL_ERROR = 0.12
"""What the model itself is out by, beside what its draws say: this times sqrt(p (1 - p))."""


def interval(
    share: Floats, deviation: Floats, lower: Floats, upper: Floats, *, widening: float = WIDENING
) -> tuple[Floats, Floats]:
    """Return the 90% interval of shares (0-1), inside the bounds that are certain."""
    reach = widening * np.sqrt(deviation**2 + MODEL_ERROR**2 * np.maximum(share * (1 - share), 0))
    return np.clip(share - reach, lower, upper), np.clip(share + reach, lower, upper)
