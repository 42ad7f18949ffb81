"""The fewest papers that have to change for candidates to drop out in one order, as a linear programme.

`order` names candidates by place, the first to drop out first and the winner last. Those it leaves out have dropped out
before, no matter how: then the answer is a bound that any longer order with the same end keeps.

Source: Magrino, Rivest, Shen and Wagner 2011, Computing the Margin of Victory in IRV Elections, EVT/WOTE 2011; Blom,
Teague, Stuckey and Tidhar 2016, Efficient Computation of Exact IRV Margins, ECAI 2016. Weighted sections are ours: only
one section's papers change, so that a comparison of shares, times that section's papers in play, stays linear.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp

from groundgame.campaign.selections.turning.piles import Pile, Ranking

Order = tuple[int, ...]
Gap = Literal["none", "winner", "all"]
ALMOST = 1e-6
LIMIT_SECONDS = 20.0
SOLVED = 0
IMPOSSIBLE = 2
"""What SciPy calls a programme that is solved, and one that nothing satisfies."""


@dataclass(frozen=True, slots=True)
class Fewest:
    """`number` papers have to change: `removed` of some paths and `added` to others, paths as bits of the order."""

    number: int
    removed: dict[int, int]
    added: dict[int, int]


def path(ranking: Ranking, order: Order) -> int:
    """Return whom a paper stands with as the candidates drop out, as bits: bit i for the i-th of the order.

    Several at one preference end the paper, unless one alone of them still stands when it gets there.

    >>> path((2, 0, 1), (0, 1, 2)), path((1, 0, 2), (0, 1, 2)), path((0, (1, 2)), (0, 1, 2))
    (4, 6, 1)
    """
    place = {candidate: at for at, candidate in enumerate(order)}
    bits, reached = 0, -1
    for mark in ranking:
        together = mark if isinstance(mark, tuple) else (mark,)
        standing = [at for each in together if (at := place.get(each, -1)) > reached]
        if len(standing) > 1:
            break
        for at in standing:
            bits, reached = bits | 1 << at, at
    return bits


def paths(pile: Pile, order: Order) -> Counter[int]:
    """Return how many papers of a pile go each path."""
    found: Counter[int] = Counter()
    for ranking, number in pile.kinds.items():
        found[path(ranking, order)] += number
    return found


def doubtful(pile: Pile, order: Order) -> int:
    """Return how many papers may go another path than `path` says, by how those left out of the order dropped out."""
    inside = set(order)
    return sum(
        number
        for ranking, number in pile.kinds.items()
        if any(isinstance(mark, tuple) and not inside.issuperset(mark) for mark in ranking)
    )


def fewest(
    changing: Pile,
    others: Iterable[Pile],
    order: Order,
    *,
    gap: Gap = "none",
    whole: bool = True,
    seconds: float = LIMIT_SECONDS,
) -> Fewest | None:
    """Return the fewest papers of one pile that have to change so that candidates drop out in this order.

    Whoever drops out may be equal to those who stay (`gap` "none"), must have fewer than the winner of the order
    ("winner"), or than everybody who stays ("all"). Where `whole` is false papers may be divided: a bound that is
    faster to find. Out of `seconds`, the number is what is proven by then. None: no change does it.
    """
    have = paths(changing, order)
    size = 1 << len(order)
    rows = _comparisons(changing, [(pile.weight, paths(pile, order)) for pile in others], order)
    now = np.zeros(size)
    now[list(have)] = list(have.values())
    same = np.concatenate([-np.ones(size), np.ones(size)])
    solved = milp(
        np.concatenate([np.zeros(size), np.ones(size)]),
        constraints=[
            LinearConstraint(np.hstack([-rows, rows]), -np.inf, -rows @ now - _gaps(gap, len(order))),
            LinearConstraint(same.reshape(1, -1), 0, 0),
        ],
        integrality=np.full(2 * size, int(whole)),
        bounds=Bounds(0, np.concatenate([now, np.full(size, now.sum())])),
        options={"time_limit": min(seconds, LIMIT_SECONDS), "mip_rel_gap": 0.0},
    )
    if solved.status == IMPOSSIBLE:
        return None
    if solved.x is None:  # out of time before there was any answer: nothing is proven
        return Fewest(0, {}, {})
    proven = max(0, ceil(_bound(solved, whole=whole) - ALMOST) - doubtful(changing, order))
    return Fewest(proven, _whole(solved.x[:size]), _whole(solved.x[size:]))


def _bound(solved: OptimizeResult, *, whole: bool) -> float:
    """Return below how many papers nothing does it: what was found is no such bound unless the search was finished."""
    bound = solved.fun if solved.status == SOLVED else solved.mip_dual_bound if whole else None
    return max(0.0, bound or 0.0)


def _gaps(gap: Gap, length: int) -> NDArray[np.float64]:
    """Return by how many papers each comparison must be won, in the order of `_comparisons`."""
    pairs = [(stage, stays) for stage in range(length - 1) for stays in range(stage + 1, length)]
    return np.array([float(gap == "all" or (gap == "winner" and stays == length - 1)) for _, stays in pairs])


def _whole(numbers: NDArray[np.float64]) -> dict[int, int]:
    return {at: round(number) for at, number in enumerate(numbers.tolist()) if number > 0.5}


def _comparisons(changing: Pile, others: Sequence[tuple[Fraction, Counter[int]]], order: Order) -> NDArray[np.float64]:
    """Return, for each who drops out and each who stays, by how much each paper of a path puts the first above."""
    paths_there = np.arange(1 << len(order))
    rows = []
    for stage in range(len(order) - 1):
        holder = _holders(paths_there, stage)
        shares = _shares(others, stage, len(order))
        in_play = (holder >= 0).astype(float)
        for stays in range(stage + 1, len(order)):
            ahead = float((shares[stage] - shares[stays]) / changing.weight)
            rows.append((holder == stage).astype(float) - (holder == stays) + ahead * in_play)
    return np.array(rows).reshape(len(rows), 1 << len(order))


def _holders(bits: NDArray[np.int64], stage: int) -> NDArray[np.int64]:
    """Return with whom each path stands at a stage, by place in the order; -1 with nobody any more."""
    left = bits >> stage << stage
    lowest = left & -left
    return np.where(left > 0, np.log2(np.maximum(lowest, 1)).round().astype(np.int64), -1)


def _shares(others: Sequence[tuple[Fraction, Counter[int]]], stage: int, length: int) -> list[Fraction]:
    """Return what the other sections give each candidate at a stage, weighed."""
    shares = [Fraction(0)] * length
    for weight, have in others:
        votes = [0] * length
        for bits, number in have.items():
            if left := bits >> stage << stage:
                votes[(left & -left).bit_length() - 1] += number
        if total := sum(votes):
            shares = [share + weight * Fraction(number, total) for share, number in zip(shares, votes, strict=True)]
    return shares
