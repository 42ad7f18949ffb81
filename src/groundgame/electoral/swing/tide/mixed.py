"""A mixed model of places: what is common is regressed, variances are by REML, and departures are shrunk to them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.linalg import cho_factor, cho_solve
from scipy.optimize import minimize

Array = npt.NDArray[np.float64]

LEAST_VARIANCE, MOST_VARIANCE = 1e-9, 1.0
PLACE, CARRYING = "place", "carrying"


@dataclass(frozen=True, eq=False)
class Design:
    """What is known of n places before their departures are: `outcome` (n,), `fixed` (n, k), `noise` (n,).

    `blocks` are columns (n, q) whose effects are drawn from one normal distribution a block, so that they are shrunk
    together. `noise` is the known variance of each outcome's error; `carried` (n,; 0-1) how much of a place is carried
    from areas that are not it, whose error variance is estimated.
    """

    outcome: Array
    fixed: Array
    blocks: Mapping[str, Array]
    noise: Array
    carried: Array

    @property
    def names(self) -> list[str]:
        """The variances to estimate, in order."""
        return [*self.blocks, PLACE, *([CARRYING] if self.carried.any() else [])]

    @cached_property
    def columns(self) -> Array:
        """The fixed and then the random columns, side by side."""
        return np.column_stack([self.fixed, *self.blocks.values()])


@dataclass(frozen=True, eq=False)
class Fit:
    """A design with its variances; `effects` are the fixed and random ones, and `root` a root of their covariance."""

    design: Design
    variances: Mapping[str, float]
    effects: Array
    root: Array

    @property
    def error(self) -> Array:
        """The variance of each place's outcome that is no departure: noise and carrying."""
        return self.design.noise + self.variances.get(CARRYING, 0.0) * self.design.carried


def fit(design: Design) -> Fit:
    """Fit a design's variances by restricted maximum likelihood, and its effects given them.

    Source: R. E. Fay and R. A. Herriot, Estimates of income for small places (1979), with REML as H. D. Patterson and
    R. Thompson, Recovery of inter-block information when block sizes are unequal (1971).
    """
    return given(design, named(design, mode(design, loss)))


def mode(design: Design, of: Callable[[Array, Design], float]) -> Array:
    """Return the logarithms of the variances, in the order of `names`, at which a function of them is least."""
    start = np.log(np.full(len(design.names), np.var(design.outcome) / 4))
    bounds = [(np.log(LEAST_VARIANCE), np.log(MOST_VARIANCE))] * start.size
    return np.asarray(minimize(of, start, args=(design,), method="L-BFGS-B", bounds=bounds).x)


def named(design: Design, logs: Array) -> dict[str, float]:
    """Return variances by name, from their logarithms in the order of `names`."""
    return dict(zip(design.names, np.exp(logs).tolist(), strict=True))


def given(design: Design, variances: Mapping[str, float]) -> Fit:
    """Return the effects of a design whose variances are known (C. R. Henderson's mixed-model equations, 1950)."""
    spread, prior = _variances(design, variances)
    columns, precision = _precision(design, spread, prior)
    factor = np.linalg.cholesky(precision)
    effects = cho_solve((factor, True), columns.T @ (design.outcome / spread))
    return Fit(design, variances, effects, np.linalg.inv(factor).T)


def _precision(design: Design, spread: Array, prior: Array) -> tuple[Array, Array]:
    """Return the columns and the precision of their effects."""
    precision = design.columns.T @ (design.columns / spread[:, None])
    precision[np.diag_indices_from(precision)] += np.r_[np.zeros(design.fixed.shape[1]), 1 / prior]
    return design.columns, precision


def _variances(design: Design, variances: Mapping[str, float]) -> tuple[Array, Array]:
    """Return the variance of each place (n,) and of each random effect (q,)."""
    spread = variances[PLACE] + variances.get(CARRYING, 0.0) * design.carried + design.noise
    return spread, np.concatenate(
        [np.empty(0), *(np.full(block.shape[1], variances[name]) for name, block in design.blocks.items())]
    )


def loss(logs: Array, design: Design) -> float:
    """Return minus the restricted log-likelihood, by the small matrices of the mixed-model equations alone."""
    spread, prior = _variances(design, named(design, logs))
    columns, precision = _precision(design, spread, prior)
    factor = cho_factor(precision, lower=True)
    weighted = columns.T @ (design.outcome / spread)
    misfit = design.outcome @ (design.outcome / spread) - weighted @ cho_solve(factor, weighted)
    logdet = np.log(spread).sum() + np.log(prior).sum() + 2 * np.log(np.diag(factor[0])).sum()
    return float(logdet + misfit) / 2
