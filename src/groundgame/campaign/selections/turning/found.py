"""Changes that turn a seat, found by counting again: papers of one candidate's first votes put another first."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from groundgame.campaign.selections.counting.boxes import Ask
from groundgame.campaign.selections.counting.running import count_boxes
from groundgame.campaign.selections.turning.answers import Move
from groundgame.campaign.selections.turning.patience import ENDLESS, Patience
from groundgame.campaign.selections.turning.piles import Piles, Ranking
from groundgame.electoral.counting import TieBreak

MOST_COUNTS = 250


def against(name: str, *, gains: bool) -> TieBreak:
    """Return lots that fall so that nothing turns by luck: against whoever would gain, for whoever would lose.

    >>> against("Ash", gains=True)(("Ash", "Beech"), 1), against("Ash", gains=False)(("Ash", "Beech"), 1)
    (('Beech',), ('Ash',))
    """

    def fall(tied: tuple[str, ...], places: int) -> tuple[str, ...]:
        order = sorted(tied, key=lambda each: (each != name) is not gains)
        return tuple(sorted(order[:places]))

    return fall


@dataclass
class Recounts:
    """Counts papers again under a post's rule, no more than `most` times in all, and while there is patience."""

    ask: Ask
    most: int = MOST_COUNTS
    patience: Patience = ENDLESS

    @property
    def left(self) -> int:
        """Return how many more counts there may be."""
        return 0 if self.patience.over else self.most

    def confirm(self, piles: Piles, name: str, *, gains: bool) -> bool:
        """Tell whether the candidate's fate has turned in these piles, without the help of a lot."""
        self.most -= 1
        elected = count_boxes(self.ask, piles.boxes(self.ask.seats), against(name, gains=gains)).elected
        return (name in elected) is gains


def found_for(
    piles: Piles, section: str, name: str, rivals: Sequence[str], recounts: Recounts, *, gains: bool
) -> tuple[Move, ...] | None:
    """Return the smallest change found that turns a candidate's fate, or None.

    To gain, first votes of each rival in turn are put behind the candidate's name; to lose, the candidate's own are put
    behind each rival's. How many are needed is found by halving, since more of the same seldom undo it; each answer
    is one that was counted. Nothing says that no other change does it with fewer.
    """
    best: tuple[Move, ...] | None = None
    for rival in rivals:
        source = list(_first_votes(piles, section, *((rival, name) if gains else (name, rival))))
        there = sum(number for _, number in source)

        def turned(number: int, source: Source = source) -> bool:
            changed = piles.moved(section, _moves(piles, source, number))
            return recounts.left > 0 and recounts.confirm(changed, name, gains=gains)

        fewest = _fewest(there if best is None else min(there, _size(best) - 1), turned)
        best = best if fewest is None else _moves(piles, source, fewest)
    return best


Source = list[tuple[tuple[Ranking, Ranking], int]]
"""What papers say and would say, and how many there are."""


def _fewest(enough: int, does: Callable[[int], bool]) -> int | None:
    """Return the fewest that do, where `enough` do; by halving, as if more always did."""
    if enough < 1 or not does(enough):
        return None
    low, high = 0, enough
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if does(middle) else (middle, high)
    return high


def _first_votes(piles: Piles, section: str, giver: str, taker: str) -> Iterator[tuple[tuple[Ranking, Ranking], int]]:
    """Give the giver's first votes, and how each would read with the taker put first; the plainest papers first."""
    from_, to = piles.names.index(giver), piles.names.index(taker)
    kinds = piles.pile(section).kinds
    for kind in sorted(kinds, key=lambda each: (-kinds[each], repr(each))):
        if kind and kind[0] == from_:
            yield (kind, (to, *_without(kind, to))), kinds[kind]


def _without(kind: Ranking, gone: int) -> Iterator[int | tuple[int, ...]]:
    for mark in kind:
        if mark == gone:
            continue
        left = tuple(each for each in mark if each != gone) if isinstance(mark, tuple) else mark
        yield left[0] if isinstance(left, tuple) and len(left) == 1 else left


def _moves(piles: Piles, source: Source, number: int) -> tuple[Move, ...]:
    moves: list[Move] = []
    for (before, after), there in source:
        if number <= 0:
            break
        moves.append(Move(min(number, there), piles.named(before), piles.named(after)))
        number -= there
    return tuple(moves)


def _size(moves: Sequence[Move]) -> int:
    return sum(move.number for move in moves)
