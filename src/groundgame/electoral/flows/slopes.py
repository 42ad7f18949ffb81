"""How the likelihood of one direction changes with each parameter: gradient, and Fisher's information."""

import numpy as np

from groundgame.electoral.flows.answers import Floats
from groundgame.electoral.flows.likelihood import Moments, Split
from groundgame.electoral.flows.units import Units


def slopes(units: Units, split: Split, found: Moments) -> tuple[Floats, Floats]:
    """Return the gradient (parameters) and the expected information (parameters x parameters) of one set."""
    last = found.covariance.shape[-1]
    inverse = np.linalg.inv(found.covariance[0])
    pull = np.einsum("uce,ue->uc", inverse, found.misses[0][:, :last])
    push = 0.5 * (pull[:, :, None] * pull[:, None, :] - inverse)
    means, spreads = _by_mean(units, split, last), _by_covariance(units, split, found, last)
    gradient = np.einsum("ukc,uc->k", means, pull) + np.tensordot(spreads, push, ([0, 2, 3], [0, 1, 2]))
    weighted = np.matmul(means, inverse)
    information = np.tensordot(weighted, means, ([0, 2], [0, 2]))
    turned = np.matmul(inverse[:, None], spreads)
    flat = (*turned.shape[:2], -1)
    other = turned.swapaxes(-1, -2).reshape(flat)
    return gradient, information + 0.5 * np.tensordot(turned.reshape(flat), other, ([0, 2], [0, 2]))


def _by_mean(units: Units, split: Split, last: int) -> Floats:
    """Return how each expected share (units x parameters x columns) moves: with the logits alone."""
    spread = split.spread[0]
    rows, columns = spread.shape[:2]
    moved = np.zeros((len(units.sizes), rows * columns + rows + columns, last))
    by_logit = units.rows[:, :, None, None] * spread[None, :, :, :last]
    moved[:, : rows * columns] = by_logit.reshape(len(moved), rows * columns, last)
    return moved


def _by_covariance(units: Units, split: Split, found: Moments, last: int) -> Floats:
    """Return how each covariance (units x parameters x columns x columns) moves."""
    spread, swing = split.spread[0], split.swing[0]
    reach = found.reach[0][:, :last]
    by_row = units.own[:, :, None, None] * split.overdispersion[0][:, None, None] * spread[:, :last, :last]
    outer = np.einsum("uck,uek->ukce", reach, reach)
    return np.concatenate(
        [_by_logit(units, split, found, last), by_row, 2 * swing[None, :, None, None] * outer], axis=1
    )


def _by_logit(units: Units, split: Split, found: Moments, last: int) -> Floats:
    shares, spread = split.shares[0], split.spread[0]
    rows, columns = shares.shape
    third = spread[:, :, :, None] * np.eye(columns)
    third = third - spread[:, :, :, None] * shares[:, None, None, :] - shares[:, None, :, None] * spread[:, :, None, :]
    swung = found.reach[0][:, :last] * split.swing[0]
    tilted = np.einsum("rkcd,ued->urkce", third[:, :, :last], swung, optimize=True) * units.rows[:, :, None, None, None]
    noise = found.noise[0][:, :, None, None, None] * third[None, :, :, :last, :last]
    return np.asarray((noise + tilted + tilted.swapaxes(-1, -2)).reshape(len(units.sizes), rows * columns, last, last))
