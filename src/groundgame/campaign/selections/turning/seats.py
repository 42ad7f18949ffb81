"""What would have to change for each seat of a count to go elsewhere, under whichever rule it was counted."""

from collections.abc import Sequence
from itertools import zip_longest

from groundgame.campaign.selections.counting.boxes import Ask, Box
from groundgame.campaign.selections.counting.offered import CROSSES
from groundgame.campaign.selections.turning.answers import Move, Turn
from groundgame.campaign.selections.turning.dropping import fewest_for, moves_for
from groundgame.campaign.selections.turning.found import MOST_COUNTS, Recounts, found_for
from groundgame.campaign.selections.turning.orders import Gap, fewest
from groundgame.campaign.selections.turning.patience import ENDLESS, Patience
from groundgame.campaign.selections.turning.piles import Piles, piles_of
from groundgame.campaign.selections.turning.quotas import proven_to_lose
from groundgame.campaign.selections.turning.totals import totals_turns
from groundgame.electoral.counting import Count

DROPPING = frozenset({"av", "college"})
MOST_RIVALS = 3
COUNTS = {"meek": 25}
"""Counts that a search may take where one is slow; the pages wait for it."""


def turns(ask: Ask, boxes: Sequence[Box], count: Count, patience: Patience = ENDLESS) -> list[Turn]:
    """Return how close each seat is: for each candidate elected, and for each of the others.

    Crosses: exact, from the totals. Alternative vote and electoral college: for each loser, exact but for very many
    candidates, and section by section. Single transferable vote: what was found by counting again, and what is proven.
    Out of patience, each says what is found and proven by then.
    """
    if ask.rule in CROSSES:
        marks = {"fptp": 1, "block": ask.seats, "limited": ask.votes_each or 1}[ask.rule]
        votes = {name: int(number) for name, number in count.rounds[0].votes.items()}
        return totals_turns(votes, count.elected, marks)
    piles = piles_of(boxes, equal=ask.rule in DROPPING)
    if ask.rule in DROPPING:
        losers = [(pile, name) for pile in piles.piles for name in piles.names if name not in count.elected]
        return [
            _dropping(ask, piles, pile.section, name, count, patience.part(left))
            for left, (pile, name) in zip(range(len(losers), 0, -1), losers, strict=True)
        ]
    return _transferable(ask, piles, count, patience)


def _dropping(ask: Ask, piles: Piles, section: str, name: str, count: Count, patience: Patience) -> Turn:
    """Return how few papers of a section would elect another candidate instead."""
    search = fewest_for(piles, section, piles.names.index(name), patience=patience.part(2))
    recounts = Recounts(ask, 40, patience)
    moves = found_for(piles, section, name, count.elected, recounts, gains=True)
    if search.order is not None and (moves is None or _size(moves) > search.proven):
        moves = _smaller(moves, _along(piles, section, search.order, name, recounts))
    found = None if moves is None else _size(moves)
    lot = search.order is not None and found is not None and found > search.proven
    return Turn(name, gains=True, proven=search.proven, found=found, lot=lot, moves=moves or (), section=section)


def _smaller(one: tuple[Move, ...] | None, other: tuple[Move, ...] | None) -> tuple[Move, ...] | None:
    """Return the change of fewer papers, the first if they are of a size."""
    return min((each for each in (one, other) if each is not None), key=_size, default=None)


def _along(
    piles: Piles, section: str, order: tuple[int, ...], name: str, recounts: Recounts
) -> tuple[Move, ...] | None:
    """Return a change that takes one order without ties, if counting again confirms it."""
    pile = piles.pile(section)
    others = [each for each in piles.piles if each.section != section]
    gaps: tuple[Gap, ...] = ("none", "winner", "all")
    for gap in gaps:
        change = fewest(pile, others, order, gap=gap, seconds=recounts.patience.left) if recounts.left else None
        if change is None:
            return None
        moves = moves_for(piles, pile, order, change)
        if recounts.confirm(piles.moved(section, moves), name, gains=True):
            return moves
    return None


def _transferable(ask: Ask, piles: Piles, count: Count, patience: Patience) -> list[Turn]:
    """Return a turn for everybody, the nearest first: if counting again is slow, it is they who are looked at."""
    recounts = Recounts(ask, COUNTS.get(ask.rule, MOST_COUNTS), patience)
    (pile,) = piles.piles
    last = {name: max((i for i, r in enumerate(count.rounds) if name in r.votes), default=0) for name in piles.names}
    in_last = list(reversed(count.elected))
    out = sorted((name for name in piles.names if name not in count.elected), key=lambda name: (-last[name], name))
    made = []
    for name in (each for pair in zip_longest(in_last, out) for each in pair if each is not None):
        gains = name not in count.elected
        rivals = (in_last if gains else out)[:MOST_RIVALS]
        moves = found_for(piles, pile.section, name, rivals, recounts, gains=gains)
        proven = 1 if gains else proven_to_lose(ask, piles, name)
        made.append(Turn(name, gains, proven, None if moves is None else _size(moves), moves=moves or ()))
    return made


def _size(moves: Sequence[Move]) -> int:
    return sum(move.number for move in moves)
