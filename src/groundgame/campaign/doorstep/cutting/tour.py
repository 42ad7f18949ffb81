"""One way past all the sides of streets of a ward: nearest first, then mended while a turn or a move shortens it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

MOST_ROUNDS = 60
LONGEST_RUN = 3
ENOUGH_METRES = 0.5


@dataclass(frozen=True, slots=True)
class Stop:
    """A side of a street on the way, by its index; `turned` where it is walked from its last door to its first."""

    index: int
    turned: bool


def tour(ends: np.ndarray, *, rounds: int = MOST_ROUNDS) -> list[Stop]:
    """Return an order of lines, each walked from end to end either way, that makes the steps between them short.

    `ends` holds the two ends of each line, in metres (lines, 2, 2).
    """
    if not len(ends):
        return []
    order, turned = _nearest_first(ends)
    for _ in range(rounds):
        if not (_turn_back(ends, order, turned) | _move_runs(ends, order, turned)):
            break
    return [Stop(int(index), bool(flip)) for index, flip in zip(order, turned, strict=True)]


def _nearest_first(ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Start in the corner that is farthest from the middle, and go on to the nearest end that is left."""
    count = len(ends)
    middle = ends.reshape(-1, 2).mean(axis=0)
    start = int(np.argmax(np.hypot(*(ends.reshape(-1, 2) - middle).T)))
    order, turned = np.empty(count, dtype=int), np.zeros(count, dtype=bool)
    free = np.ones(count, dtype=bool)
    index, flip = divmod(start, 2)
    for place in range(count):
        order[place], turned[place], free[index] = index, flip, False
        if place == count - 1:
            break
        away = np.hypot(*(ends - ends[index, 1 - flip]).transpose(2, 0, 1))
        away[~free] = np.inf
        index, flip = divmod(int(np.argmin(away)), 2)
    return order, turned


def _ways(ends: np.ndarray, order: np.ndarray, turned: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return where each line is entered and left, in the order of the way."""
    first = turned.astype(int)
    return ends[order, first], ends[order, 1 - first]


def _far(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    gap = one - other
    return np.asarray(np.sqrt((gap * gap).sum(axis=-1)))


def _turn_back(ends: np.ndarray, order: np.ndarray, turned: np.ndarray) -> bool:
    """Walk a stretch of the way backwards wherever that is shorter; tell whether anything changed."""
    changed, count = False, len(order)
    for start in range(count):
        entry, leave = _ways(ends, order, turned)
        last = slice(start, count)
        before = _far(leave[start - 1], leave[last]) - _far(leave[start - 1], entry[start]) if start else 0.0
        after = np.zeros(count - start)
        after[:-1] = _far(entry[start], entry[start + 1 :]) - _far(leave[start:-1], entry[start + 1 :])
        gain = before + after
        best = int(np.argmin(gain))
        if gain[best] < -ENOUGH_METRES:
            stretch = slice(start, start + best + 1)
            order[stretch] = order[stretch][::-1].copy()
            turned[stretch] = ~turned[stretch][::-1]
            changed = True
    return changed


def _move_runs(ends: np.ndarray, order: np.ndarray, turned: np.ndarray) -> bool:
    """Move one to three lines that follow one another to where they lengthen the way least; tell whether any moved."""
    changed = False
    for length in range(1, min(LONGEST_RUN, len(order) - 1) + 1):
        for start in range(len(order) - length + 1):
            changed |= _move(ends, order, turned, start, length)
    return changed


def _move(ends: np.ndarray, order: np.ndarray, turned: np.ndarray, start: int, length: int) -> bool:
    run = np.arange(start, start + length)
    entry, leave = _ways(ends, order, turned)
    head, tail = entry[start], leave[start + length - 1]
    rest = np.delete(np.arange(len(order)), run)
    closed = 0.0
    if start:
        closed += float(_far(leave[start - 1], head))
    if start + length < len(order):
        closed += float(_far(tail, entry[start + length]))
    if start and start + length < len(order):
        closed -= float(_far(leave[start - 1], entry[start + length]))
    came, goes = leave[rest], entry[rest]
    costs = []
    for first, last in ((head, tail), (tail, head)):
        cost = np.zeros(len(rest) + 1)
        cost[1:] += _far(came, first)
        cost[:-1] += _far(last, goes)
        cost[1:-1] -= _far(came[:-1], goes[1:])
        costs.append(cost)
    flip, at = divmod(int(np.argmin(np.concatenate(costs))), len(rest) + 1)
    if costs[flip][at] > closed - ENOUGH_METRES:
        return False
    moved = run[::-1] if flip else run
    new = np.concatenate([rest[:at], moved, rest[at:]])
    flips = turned.copy()
    if flip:
        flips[run] = ~flips[run]
    order[:], turned[:] = order[new].copy(), flips[new]
    return True


def length_of(ends: np.ndarray, stops: Sequence[Stop]) -> float:
    """Return the metres between the lines of a way."""
    order = np.array([stop.index for stop in stops])
    entry, leave = _ways(ends, order, np.array([stop.turned for stop in stops]))
    return float(_far(leave[:-1], entry[1:]).sum())
