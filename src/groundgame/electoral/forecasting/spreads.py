"""Spreads of many figures at once."""

import numpy as np
import numpy.typing as npt

from groundgame.electoral.forecasting.answers import QUANTILES, Spread


def spreads(draws: npt.NDArray[np.generic]) -> list[Spread]:
    """Summarise each row of draws (figures, draws): a whole draw is picked for each quantile, none between two.

    Seats so stay whole numbers, and one sort serves every quantile.
    """
    places = [round(quantile * (draws.shape[1] - 1)) for quantile in QUANTILES]
    # Measured: a whole sort of floats is faster than a partial one for four places, a radix sort for small integers.
    ranked = np.sort(draws, axis=1, kind="stable" if draws.dtype.kind in "iub" else "quicksort")
    means = draws.mean(axis=1, dtype=np.float64)
    return [
        Spread(float(mean), *(float(value) for value in row[places])) for mean, row in zip(means, ranked, strict=True)
    ]
