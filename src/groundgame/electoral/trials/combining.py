"""The same two alternatives tried against one another in several sessions: what they differ by over all of them.

Made of each session's own figures alone, so that it can be told when the electors' rows are long gone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf, sqrt

import numpy as np
from scipy.special import ndtr, ndtri

from groundgame.electoral.trials.beliefs import Belief, Prior, believe
from groundgame.electoral.trials.errors import TrialError
from groundgame.electoral.trials.estimating import Result
from groundgame.electoral.trials.intervals import Estimate
from groundgame.electoral.trials.pooling import FEWEST

PRIOR = Prior(spread=0.05)
"""Nothing known of the mean; that sessions differ by about five points is a guess, by which each is drawn to it."""


@dataclass(frozen=True)
class Tried:
    """What one session told: the second alternative less the first (0-1), and how often chance alone shows as much.

    `chance` is that of redraws of the session's own lot, None where there were none.
    """

    households: int
    difference: Estimate
    chance: float | None = None

    @classmethod
    def of(cls, result: Result) -> "Tried":
        """Return what a result told, of which "held back" are those who were given the first."""
        return cls(result.households, result.as_called, result.chance)

    def other_way_round(self) -> "Tried":
        """Return the first alternative less the second: as where one session has for its first another's second."""
        one = self.difference
        return replace(self, difference=Estimate(-one.value, one.error, -one.high, -one.low))

    @property
    def is_usable(self) -> bool:
        """Whether it has an error: where everybody did the same under both, it tells nothing of how sure that is."""
        return self.difference.is_bounded and 0 < self.difference.error < inf


@dataclass(frozen=True)
class Combined:
    """What sessions told together: the mean difference, how much they differ, and each one's own, drawn to the mean.

    `tried` are those that have an error, in the order of `belief.sessions`. `chance` is how often the lots of all of
    them would show as much if neither alternative had done more to anybody; None where one of them was not redrawn.
    """

    tried: tuple[Tried, ...]
    belief: Belief
    chance: float | None

    @property
    def households(self) -> int:
        """Households of all sessions; one that was tried in two counts twice."""
        return sum(one.households for one in self.tried)


def combine(tried: Sequence[Tried]) -> Combined:
    """Return what sessions that compared the same two alternatives tell together, with 90% intervals.

    By partial pooling from nothing known of the mean (`believe`): of two sessions it says more than random effects
    without any expectation of how far they differ (`pool`), and holds the truth as often as it says.

    Raises:
        TrialError: if fewer than two sessions have a standard error.
    """
    used = tuple(one for one in tried if one.is_usable)
    if len(used) < FEWEST:
        raise TrialError(f"{len(used)} sessions tell a difference: taking them together needs at least two.")
    return Combined(used, believe([one.difference for one in used], PRIOR), chance_together(used))


def chance_together(tried: Sequence[Tried]) -> float | None:
    """Return the p-value of "neither did more to anybody, in any session", by the redraws within each of them.

    Each session's own chance, with the sign of its difference, as a normal deviate; their sum, weighed by how surely
    each session tells (Stouffer 1949, weighed as by Liptak 1958). The lots of two sessions are drawn apart, so that it
    holds even where some households were tried in both.
    """
    chances = [one.chance for one in tried]
    if not tried or any(one is None for one in chances):
        return None
    values = np.array([one.difference.value for one in tried])
    weights = 1 / np.array([one.difference.error for one in tried])
    deviates = -np.sign(values) * ndtri(np.array(chances, dtype=float) / 2)
    return float(2 * ndtr(-abs(weights @ deviates) / sqrt(weights @ weights)))
