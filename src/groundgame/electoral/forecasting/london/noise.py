"""Errors with fat tails: Student's t, scaled to a variance of 1."""

import numpy as np
import numpy.typing as npt

from groundgame.electoral.forecasting import settings


def student(rng: np.random.Generator, shape: tuple[int, ...]) -> npt.NDArray[np.float64]:
    """Return independent draws of a Student's t with variance 1."""
    found: npt.NDArray[np.float64] = rng.standard_t(settings.FREEDOM, shape) * np.sqrt(1 - 2 / settings.FREEDOM)
    return found
