"""What hours in a ward add to what is wanted, as curves: smoothed, since raw draws promise more than comes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from groundgame.electoral.allocation.effort import Effort, Floats
from groundgame.electoral.allocation.needs import WardNeed

SMOOTHED_POINTS = 2.0
"""Draws are blurred by this much of a ward's vote: a plan made on bare draws chases their accidents."""
STEPS = 48
BINS = 160
STEEPEST, SHARPEST = 0.3990, 0.2420
"""The most of a standard normal density, and of its slope: how fast a blurred gain can rise, and bend."""
REACH = 4.0
"""Blurs of more than so many standard deviations are left out."""


@dataclass(frozen=True, eq=False)
class GainCurve:
    """A ward's hours on a grid, (steps,), and what turns draws into gains there.

    `bins` (candidates, draws) are the draws by what is lacking, `weights` (steps, bins) the chance that a candidate
    of a bin is lifted over the line by the grid's hours.
    """

    hours: Floats
    votes: Floats
    bins: npt.NDArray[np.int16]
    weights: Floats

    def gains(self, worth: Sequence[npt.NDArray[np.float64]] | None = None) -> Floats:
        """Return the expected gain (steps,) at the grid's hours.

        `worth` says what a seat is worth on each draw, (draws,) for each candidate; unless told, each is worth 1.
        """
        total = np.zeros(BINS)
        for at, bins in enumerate(self.bins):
            total += np.bincount(bins, None if worth is None else worth[at], BINS)
        draws = max(self.bins.shape[1], 1)
        found: Floats = self.weights @ (total / draws)
        return found


def gain_curve(
    ward: WardNeed, homes: float, effort: Effort, points: float = SMOOTHED_POINTS, steps: int = STEPS
) -> GainCurve:
    """Return the curve of a ward of so many homes; `points` is the blur, in percent of its vote."""
    hours = np.linspace(0.0, float(effort.most_hours(homes)), steps)
    return curve_on(ward, hours, effort.votes(hours, homes), points)


def curve_on(ward: WardNeed, hours: Floats, votes: Floats, points: float = SMOOTHED_POINTS) -> GainCurve:
    """Return the curve of a ward where so many hours (steps,) yield so many votes (steps,), both rising from 0."""
    blur = points / 100 * ward.ballots
    edges = np.linspace(-REACH * blur, votes[-1] + REACH * blur, BINS - 1)
    centres = np.concatenate([[-np.inf], (edges[1:] + edges[:-1]) / 2, [np.inf]])
    above = ndtr((votes[:, None] - centres) / blur)  # the chance that a blurred need is at most these votes
    bins = np.searchsorted(edges, ward.lacking).astype(np.int16)
    return GainCurve(hours, votes, bins, above - above[0])
