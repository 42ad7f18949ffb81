"""Errors with fat tails: Student's t, scaled to a variance of 1."""

import numpy as np
import numpy.typing as npt

from groundgame.electoral.forecasting import settings

Floats = npt.NDArray[np.float64]
SMALL = 0.02


def shared(rng: np.random.Generator, common: Floats | None, shape: tuple[int, ...]) -> Floats:
    """Return draws of variance 1, half of it that of `common` draws which other contests share; None shares none."""
    own = student(rng, shape)
    return own if common is None else np.sqrt(0.5) * (own + common)


def unit(share: Floats) -> Floats:
    """Return the unit of an error of a share (0-1), sqrt(4 p (1 - p)); a share near nothing may still be points out."""
    within = np.clip(share, SMALL, 0.5)
    found: Floats = np.sqrt(4 * within * (1 - within))
    return found


def student(rng: np.random.Generator, shape: tuple[int, ...]) -> Floats:
    """Return independent draws of a Student's t with variance 1."""
    found: Floats = rng.standard_t(settings.FREEDOM, shape) * np.sqrt(1 - 2 / settings.FREEDOM)
    return found
