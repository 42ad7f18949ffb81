"""Alternative vote and electoral college: the fewest papers that elect another, by a search over orders."""

import heapq
from collections import Counter
from dataclasses import dataclass
from itertools import count

from groundgame.campaign.selections.turning.answers import Move
from groundgame.campaign.selections.turning.orders import Fewest, Order, fewest, path
from groundgame.campaign.selections.turning.patience import ENDLESS, Patience
from groundgame.campaign.selections.turning.piles import Pile, Piles, Ranking

MOST_SOLVED = 400


@dataclass(frozen=True, slots=True)
class Search:
    """Where a search ended: fewer than `proven` papers never elect the candidate; `order` is a way with so many."""

    proven: int
    order: Order | None


def fewest_for(
    piles: Piles, section: str, winner: int, most_solved: int = MOST_SOLVED, patience: Patience = ENDLESS
) -> Search:
    """Return the fewest papers of a section that have to change to elect a candidate, however lots fall.

    Orders are built from their end, the cheapest first; what an end costs, every longer order with that end costs too.
    After `most_solved` programmes, or out of patience, the search stops with what is proven by then, and no order.
    """
    changing = piles.pile(section)
    others = [pile for pile in piles.piles if pile.section != section]
    tie = count()
    queue: list[tuple[int, int, int, Order]] = [(0, -1, next(tie), (winner,))]
    solved = 0
    while queue:
        bound, _, _, order = heapq.heappop(queue)
        left = [at for at in range(len(piles.names)) if at not in order]
        if not left:
            return Search(bound, order)
        for first in left:
            longer = (first, *order)
            solved += 1
            if solved > most_solved or patience.over:
                return Search(bound, None)
            whole = len(longer) == len(piles.names)
            found = fewest(changing, others, longer, whole=whole, seconds=patience.left)
            if found is not None:
                heapq.heappush(queue, (max(bound, found.number), -len(longer), next(tie), longer))
    return Search(changing.total + 1, None)


def moves_for(piles: Piles, changing: Pile, order: Order, change: Fewest) -> tuple[Move, ...]:
    """Return a change of paths as papers that change: those there are most of first."""
    taken: Counter[Ranking] = Counter()
    ranked = sorted(changing.kinds, key=lambda kind: (-changing.kinds[kind], repr(kind)))
    targets = [bits for bits, number in sorted(change.added.items()) for _ in range(number)]
    pairs: Counter[tuple[Ranking, int]] = Counter()
    for bits, number in sorted(change.removed.items()):
        left = number
        for kind in (kind for kind in ranked if path(kind, order) == bits):
            several = min(left, changing.kinds[kind] - taken[kind])
            taken[kind] += several
            left -= several
            for _ in range(several):
                pairs[kind, targets.pop()] += 1
    return tuple(
        Move(number, piles.named(kind), tuple(_names(piles, order, bits)))
        for (kind, bits), number in sorted(pairs.items(), key=lambda each: (-each[1], repr(each[0])))
    )


def _names(piles: Piles, order: Order, bits: int) -> list[str]:
    return [piles.names[candidate] for at, candidate in enumerate(order) if bits >> at & 1]
