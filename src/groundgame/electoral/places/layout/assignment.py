"""Which ward gets which cell: a transport of least squared distance, relaxed so that neighbours stay together."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from groundgame.electoral.places.topology import Points

ROUNDS = 10
# How far a ward is drawn, each round, to the mean of its neighbours, and then to the middle of its borough.
TO_NEIGHBOURS = 0.8
TO_BOROUGH = 0.3
SAME_BOROUGH_WEIGHT = 2.0
METRE = 3


def assign_wards(
    centres: Points, boroughs: list[str], neighbours: list[tuple[int, int]], cells: Points
) -> NDArray[np.intp]:
    """Return the index of each ward's cell.

    Wards are moved to cells of the city's own outline with the least sum of squared distances, which keeps their
    order; then each is drawn to its neighbours and its borough and all are moved again, a few times.
    """
    near = _neighbour_means(boroughs, neighbours)
    home = _borough_means(boroughs)
    at = _transport(centres, cells)
    for _ in range(ROUNDS):
        here = cells[at]
        drawn = (1 - TO_NEIGHBOURS) * here + TO_NEIGHBOURS * (near @ here)
        at = _transport(drawn + TO_BOROUGH * (home @ here - drawn), cells)
    return at


def _transport(points: Points, cells: Points) -> NDArray[np.intp]:
    # To the metre, so that the last digits of a machine's arithmetic settle nothing.
    squared = ((points.round(METRE)[:, None, :] - cells[None, :, :]) ** 2).sum(axis=2)
    return linear_sum_assignment(squared)[1]


def _neighbour_means(boroughs: list[str], neighbours: list[tuple[int, int]]) -> Points:
    weights = np.zeros((len(boroughs), len(boroughs)))
    for one, other in neighbours:
        weights[one, other] = weights[other, one] = SAME_BOROUGH_WEIGHT if boroughs[one] == boroughs[other] else 1.0
    means: Points = weights / weights.sum(axis=1, keepdims=True)
    return means


def _borough_means(boroughs: list[str]) -> Points:
    names = np.array(boroughs)
    same = (names[:, None] == names[None, :]).astype(np.float64)
    means: Points = same / same.sum(axis=1, keepdims=True)
    return means
