"""How the likelihood of one direction changes with each parameter: gradient, and Fisher's information."""

import numpy as np

from groundgame.electoral.flows.answers import Floats
from groundgame.electoral.flows.likelihood import Moments, Split
from groundgame.electoral.flows.units import Units


def slopes(units: Units, split: Split, found: Moments) -> tuple[Floats, Floats]:
    """Return the gradient (parameters) and the expected information (parameters x parameters) of one set.

    The information leaves out what the covariances say of the shares: it is little beside what the means say, and is
    most of the work.
    """
    last = found.covariance.shape[-1]
    inverse = np.linalg.inv(found.covariance[0])
    pull = np.einsum("uce,ue->uc", inverse, found.misses[0][:, :last])
    push = 0.5 * (pull[:, :, None] * pull[:, None, :] - inverse)
    spreads = _by_variance(units, split, found, last)
    gradient = [
        _of_logits(units, split, found, pull, push).ravel(),
        np.tensordot(spreads, push, ([0, 2, 3], [0, 1, 2])),
    ]
    return np.concatenate(gradient), _information(units, split, inverse, spreads)


def _of_logits(units: Units, split: Split, found: Moments, pull: Floats, push: Floats) -> Floats:
    """Return the gradient of the logits (rows x columns): through the means, the rows' spreads and the swing."""
    shares, columns, last = split.shares[0], split.shares.shape[2], pull.shape[1]
    flat = np.zeros((len(pull), columns, columns))
    flat[:, :last, :last] = push
    swung = np.matmul(flat, found.reach[0] * split.swing[0])
    by_swing = (swung + swung.swapaxes(1, 2)).reshape(len(pull), -1)
    spread_slopes = found.noise[0].T @ flat.reshape(len(pull), -1) + units.rows.T @ by_swing
    matrices = spread_slopes.reshape(len(shares), columns, columns)
    slope = np.diagonal(matrices, axis1=1, axis2=2) - 2 * np.einsum("rcd,rd->rc", matrices, shares)
    slope[:, :last] += units.rows.T @ pull
    return np.asarray(np.einsum("rcd,rd->rc", split.spread[0], slope))


def _by_variance(units: Units, split: Split, found: Moments, last: int) -> Floats:
    """Return how each covariance (units x parameters x columns x columns) moves with overdispersion and swing."""
    spread = split.spread[0][:, :last, :last]
    by_row = units.own[:, :, None, None] * (split.overdispersion[0][:, None, None] * spread)
    reach = found.reach[0][:, :last].swapaxes(1, 2)
    by_swing = (2 * split.swing[0])[:, None, None] * reach[:, :, :, None] * reach[:, :, None, :]
    return np.concatenate([by_row, by_swing], axis=1)


def _information(units: Units, split: Split, inverse: Floats, spreads: Floats) -> Floats:
    rows, columns = split.shares.shape[1:]
    last, size = inverse.shape[-1], rows * columns
    pairs = (units.rows[:, :, None] * units.rows[:, None, :]).reshape(len(inverse), -1)
    together = (pairs.T @ inverse.reshape(len(inverse), -1)).reshape(rows, rows, last, last)
    tilt = split.spread[0][:, :, :last]
    whole = np.zeros((size + rows + columns, size + rows + columns))
    whole[:size, :size] = np.einsum("rkc,rsce,sle->rksl", tilt, together, tilt, optimize=True).reshape(size, size)
    turned = np.matmul(inverse[:, None], spreads)
    flat = (len(inverse), rows + columns, -1)
    other = turned.swapaxes(-1, -2).reshape(flat)
    whole[size:, size:] = 0.5 * np.tensordot(turned.reshape(flat), other, ([0, 2], [0, 2]))
    return whole
