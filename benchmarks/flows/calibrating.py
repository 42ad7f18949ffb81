"""How often intervals contain the truth, on an election that they were not widened on."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from flows.contests import District

from groundgame.electoral.flows import Flows
from groundgame.electoral.flows.intervals import interval

AIM, STEPS = 0.9, 40


@dataclass(frozen=True, eq=False)
class Answered:
    """A district with what was estimated there."""

    district: District
    flows: Flows

    @property
    def truth(self) -> np.ndarray:
        """The true shares of the rows."""
        return self.district.truth / self.district.truth.sum(axis=1, keepdims=True)


def coverage(answers: Sequence[Answered], widening: float) -> tuple[float, float]:
    """Return the share of cells whose truth is in the interval, and the mean width (both 0-1)."""
    inside, widths = [], []
    for answer in answers:
        flows = answer.flows
        bounds = flows.lower_bound, flows.upper_bound
        low, high = interval(flows.share, flows.draws.std(axis=0), *bounds, widening=widening)
        inside.append(((answer.truth >= low - 1e-9) & (answer.truth <= high + 1e-9)).ravel())
        widths.append((high - low).ravel())
    return float(np.concatenate(inside).mean()), float(np.concatenate(widths).mean())


def learned_widening(elections: Sequence[Sequence[Answered]]) -> float:
    """Return the least widening with which intervals contain nine truths in ten, elections counting alike."""
    low, high = 0.1, 10.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        reached = np.mean([coverage(answers, middle)[0] for answers in elections]) >= AIM
        low, high = (low, middle) if reached else (middle, high)
    return high
