"""How often what was given a chance came true, by the size of the chance."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

EDGES = (0.0, 0.02, 0.1, 0.25, 0.5, 0.75, 0.9, 0.98, 1.0)


@dataclass(frozen=True)
class Bin:
    """The chances between two edges: how many there were, their mean, and the share that came true (0-1)."""

    low: float
    high: float
    count: int
    mean_chance: float
    came_true: float


def calibration(chances: Iterable[tuple[float, bool]], edges: Sequence[float] = EDGES) -> list[Bin]:
    """Group chances by size; a bin holds its upper edge. Bins that hold none are left out.

    A chance of exactly nought that did not come true says nothing (a party that did not stand) and is left out.

    >>> calibration([(0.6, True), (0.7, False)])
    [Bin(low=0.5, high=0.75, count=2, mean_chance=0.65, came_true=0.5)]
    """
    told = [(chance, true) for chance, true in chances if chance > 0 or true]
    found = []
    for low, high in pairwise(edges):
        inside = [pair for pair in told if low < pair[0] <= high or (low == edges[0] == pair[0])]
        if inside:
            mean, true = (sum(column) / len(inside) for column in zip(*inside, strict=True))
            found.append(Bin(low, high, len(inside), round(mean, 6), round(true, 6)))
    return found
