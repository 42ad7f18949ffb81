"""What is believed before the units are seen: weak, and the same for every election."""

from dataclasses import dataclass

import numpy as np

from groundgame.electoral.flows.answers import Floats

OVERDISPERSION, OVERDISPERSION_SD = -4.0, 1.0
SWING, SWING_SD = -2.0, 1.0


@dataclass(frozen=True, eq=False)
class Prior:
    """A Dirichlet prior of each row's shares (`weights`, rows x columns, in votes) and log-normal ones of the rest."""

    weights: Floats

    @property
    def start(self) -> Floats:
        """The parameters from which to climb."""
        rows, columns = self.weights.shape
        logits = np.log(self.weights / self.weights.sum(axis=1, keepdims=True))
        return np.concatenate([logits.ravel(), np.full(rows, OVERDISPERSION), np.full(columns, SWING)])

    def log_density(self, vector: Floats, shares: Floats) -> float:
        """Return its logarithm but for a constant; logits are held near a mean of 0, which moves no share."""
        rows, columns = self.weights.shape
        logits = vector[: rows * columns].reshape(rows, columns)
        density = np.sum(self.weights * np.log(shares)) - 0.5 * np.sum(logits.mean(axis=1) ** 2)
        return float(density - 0.5 * np.sum(self._standard(vector) ** 2))

    def slope(self, vector: Floats, shares: Floats) -> Floats:
        """Return its gradient."""
        rows, columns = self.weights.shape
        logits = vector[: rows * columns].reshape(rows, columns)
        total = self.weights.sum(axis=1, keepdims=True)
        logit_slope = self.weights - total * shares - logits.mean(axis=1, keepdims=True) / columns
        return np.concatenate([logit_slope.ravel(), -self._standard(vector) / self._deviations()])

    def information(self, shares: Floats) -> Floats:
        """Return minus its second derivatives."""
        rows, columns = self.weights.shape
        blocks = np.zeros((rows, columns, rows, columns))
        for row, total in enumerate(self.weights.sum(axis=1)):
            spread = np.diag(shares[row]) - np.outer(shares[row], shares[row])
            blocks[row, :, row] = total * spread + 1 / columns**2
        size = rows * columns
        whole = np.diag(np.concatenate([np.zeros(size), self._deviations() ** -2.0]))
        whole[:size, :size] = blocks.reshape(size, size)
        return whole

    def _deviations(self) -> Floats:
        rows, columns = self.weights.shape
        return np.concatenate([np.full(rows, OVERDISPERSION_SD), np.full(columns, SWING_SD)])

    def _standard(self, vector: Floats) -> Floats:
        rows, columns = self.weights.shape
        middle = np.concatenate([np.full(rows, OVERDISPERSION), np.full(columns, SWING)])
        return np.asarray((vector[rows * columns :] - middle) / self._deviations())
