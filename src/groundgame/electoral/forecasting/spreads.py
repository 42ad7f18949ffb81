"""Spreads of many figures at once."""

import numpy as np
import numpy.typing as npt

from groundgame.electoral.forecasting.answers import QUANTILES, Spread


def spreads(draws: npt.NDArray[np.generic]) -> list[Spread]:
    """Summarise each row of draws (figures, draws): a whole draw is picked for each quantile, none between two.

    Seats so stay whole numbers, and one sort serves every quantile.
    """
    ranked = np.sort(draws, axis=1)
    places = [round(quantile * (ranked.shape[1] - 1)) for quantile in QUANTILES]
    means = draws.mean(axis=1, dtype=np.float64)
    return [
        Spread(float(mean), *(float(value) for value in row[places])) for mean, row in zip(means, ranked, strict=True)
    ]
