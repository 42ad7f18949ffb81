"""Draws of the departures that a model allows, the ranks they give, and how the model stands up to its places."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from groundgame.electoral.swing.tide.mixed import PLACE, Array, Fit, fit, given
from groundgame.electoral.swing.tide.uncertain import likely_variances


def likely(fitted: Fit, rng: np.random.Generator) -> list[Fit]:
    """Return fits of a design, each with variances as likely as its places make them."""
    return [given(fitted.design, variances) for variances in likely_variances(fitted.design, rng)]


def departures(fits: Sequence[Fit], own: str | None, rng: np.random.Generator, draws: int) -> Array:
    """Draw the departures of all places, shape (draws, places), in the outcome's unit.

    A departure is a place's own effect, and with `own` that block's (of the borough it lies in) besides. Draws have
    variances and effects of their own, so that how much to shrink, and what is expected of a place, are uncertain too.
    """
    sizes = np.diff(np.linspace(0, draws, len(fits) + 1).astype(int))
    return np.concatenate([_departures(one, own, rng, int(size)) for one, size in zip(fits, sizes, strict=True)])


def _departures(fitted: Fit, own: str | None, rng: np.random.Generator, draws: int) -> Array:
    design, columns = fitted.design, fitted.design.columns
    effects = fitted.effects + rng.standard_normal((draws, fitted.effects.size)) @ fitted.root.T
    left = design.outcome - effects @ columns.T
    place = np.full(design.outcome.size, fitted.variances[PLACE])
    kept = place / (place + fitted.error)
    drawn = kept * left + np.sqrt(kept * fitted.error) * rng.standard_normal(left.shape)
    return drawn if own is None else drawn + effects[:, _of_block(fitted, own)] @ design.blocks[own].T


def expected(fits: Sequence[Fit], own: str | None) -> Array:
    """Return what was to be expected of each place (n,): all effects but those that count as departures.

    It is the mean of the fits that departures are drawn from, so that a change less it is the departure but for error.
    """
    return np.asarray(np.mean([_expected(one, own) for one in fits], axis=0))


def _expected(fitted: Fit, own: str | None) -> Array:
    effects = fitted.effects.copy()
    if own is not None:
        effects[_of_block(fitted, own)] = 0.0
    return np.asarray(fitted.design.columns @ effects)


def ranks(drawn: Array) -> Array:
    """Return the rank of each place in each draw, 1 for the highest; shape (draws, places)."""
    order = np.argsort(-drawn, axis=1)
    found = np.empty_like(order)
    np.put_along_axis(found, order, np.arange(1, drawn.shape[1] + 1)[None, :], axis=1)
    return found.astype(np.float64)


def left_out_residuals(fitted: Fit) -> Array:
    """Return each place's outcome less what the others predict of it, over that prediction's standard deviation (n,).

    The variances are those of all places. If the model is right these are draws of a standard normal distribution.
    """
    design = fitted.design
    spread = fitted.variances[PLACE] + fitted.error
    precision = fitted.root @ fitted.root.T
    leverage = np.einsum("ij,jk,ik->i", fitted.design.columns, precision, fitted.design.columns) / spread
    residuals = design.outcome - fitted.design.columns @ fitted.effects
    return np.asarray(residuals / np.sqrt(spread * (1 - leverage)))


def simulated(fitted: Fit, rng: np.random.Generator, own: str | None) -> tuple[Fit, Array]:
    """Draw true departures and an outcome from the model, refit it, and return the fit and the truth (n,)."""
    design, size = fitted.design, fitted.design.outcome.size
    fixed = design.fixed @ fitted.effects[: design.fixed.shape[1]]
    blocks = {
        name: block @ (rng.standard_normal(block.shape[1]) * np.sqrt(fitted.variances[name]))
        for name, block in design.blocks.items()
    }
    truth = rng.standard_normal(size) * np.sqrt(fitted.variances[PLACE])
    noise = rng.standard_normal(size) * np.sqrt(fitted.error)
    outcome = fixed + sum(blocks.values()) + truth + noise
    return fit(replace(design, outcome=outcome)), truth + (blocks[own] if own is not None else 0.0)


def _of_block(fitted: Fit, own: str) -> slice:
    start = fitted.design.fixed.shape[1]
    for name, block in fitted.design.blocks.items():
        if name == own:
            return slice(start, start + block.shape[1])
        start += block.shape[1]
    raise KeyError(own)
