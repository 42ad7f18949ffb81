"""Published methods, written from their papers: each takes units x options of two votes and gives a table of votes."""

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import block_diag, csr_array, eye_array, hstack, kron, vstack

ROUNDS = 10


def goodman(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return Goodman's regression (1953), clipped to 0 and renormalised."""
    sizes = first.sum(axis=1, keepdims=True)
    slopes = np.linalg.lstsq(first / sizes, second / sizes, rcond=None)[0].clip(0)
    totals = np.maximum(slopes.sum(axis=1, keepdims=True), 1e-12)
    return first.sum(axis=0)[:, None] * slopes / totals


def nslphom_dual(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return nslphom in both directions, weighed by fit.

    Source: J. M. Pavía and R. Romero, Improving estimates accuracy of voter transitions: two new algorithms for
    ecological inference based on linear programming (Sociological Methods & Research, 2024).
    """
    there, miss = nslphom(first, second)
    back, miss_back = nslphom(second, first)
    part = miss_back / (miss + miss_back)
    return part * there + (1 - part) * back.T


def nslphom(first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, float]:
    """Return the table after ten rounds, each of which gives units tables of their own, and its misfit.

    Of the rounds the last does best on these contests; the one of least misfit does worse.
    """
    shares = lphom(first, second)
    for _ in range(ROUNDS):
        table = _local(first, second, shares).sum(axis=0)
        shares = table / np.maximum(table.sum(axis=1, keepdims=True), 1e-12)
    return table, float(np.abs(first @ shares - second).sum() / second.sum())


def lphom(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return the row shares that miss the units' second votes by the least absolute sum, with its totals exact."""
    (units, rows), columns = first.shape, second.shape[1]
    cells, misses = rows * columns, units * columns
    row_sums = kron(eye_array(rows), np.ones((1, columns)))
    expected = kron(csr_array(first), eye_array(columns))
    totals = kron(csr_array(first.sum(axis=0)[None, :]), eye_array(columns))
    slack = hstack([eye_array(misses), -eye_array(misses)])
    none = csr_array((rows + columns, 2 * misses))
    left = vstack([hstack([expected, slack]), hstack([vstack([row_sums, totals]), none])])
    right = np.concatenate([second.ravel(), np.ones(rows), second.sum(axis=0)])
    cost = np.concatenate([np.zeros(cells), np.ones(2 * misses)])
    return linprog(cost, A_eq=left, b_eq=right, method="highs").x[:cells].reshape(rows, columns)


def _local(first: np.ndarray, second: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """Return each unit's table nearest to the common shares, of those that have its totals: one programme for all."""
    (units, rows), columns = first.shape, second.shape[1]
    cells = units * rows * columns
    one = vstack([kron(eye_array(rows), np.ones((1, columns))), kron(np.ones((1, rows)), eye_array(columns))])
    sums = block_diag([one] * units)
    near = hstack([eye_array(cells), eye_array(cells), -eye_array(cells)])
    left = vstack([hstack([sums, csr_array((sums.shape[0], 2 * cells))]), near])
    wanted = (first[:, :, None] * shares).ravel()
    right = np.concatenate([np.concatenate([first, second], axis=1).ravel(), wanted])
    cost = np.concatenate([np.zeros(cells), np.ones(2 * cells)])
    return linprog(cost, A_eq=left, b_eq=right, method="highs").x[:cells].reshape(units, rows, columns)
