"""The papers of a count in plain form: by section, what each kind says and how many there are."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from groundgame.campaign.selections.counting.boxes import Box
from groundgame.campaign.selections.turning.answers import Move, Names
from groundgame.electoral.counting import Papers
from groundgame.electoral.counting.reading import Formal, read_as

Ranking = tuple[int | tuple[int, ...], ...]
"""What a paper says, by place among the names; several together where they share a preference."""

Kinds = Mapping[Ranking, int]


@dataclass(frozen=True, slots=True)
class Pile:
    """The papers of one section that say something: how many say what."""

    section: str
    weight: Fraction
    kinds: Kinds

    @property
    def total(self) -> int:
        """How many papers there are."""
        return sum(self.kinds.values())


@dataclass(frozen=True, slots=True)
class Piles:
    """All sections, their candidates at the same places of `names`: those who stand, sorted."""

    names: tuple[str, ...]
    piles: tuple[Pile, ...]

    def pile(self, section: str) -> Pile:
        """Return the pile of a section."""
        return next(pile for pile in self.piles if pile.section == section)

    def moved(self, section: str, moves: Iterable[Move]) -> "Piles":
        """Return the piles with so many papers of a section changed.

        Raises:
            ValueError: if there are not so many papers of a kind.
        """
        changed = Counter(dict(self.pile(section).kinds))
        for move in moves:
            changed[self._placed(move.before)] -= move.number
            changed[self._placed(move.after)] += move.number
        if min(changed.values(), default=0) < 0:
            raise ValueError(f"More papers of {section!r} would change than there are.")
        left = {kind: number for kind, number in changed.items() if number}
        piles = (Pile(each.section, each.weight, left) if each.section == section else each for each in self.piles)
        return Piles(self.names, tuple(piles))

    def named(self, ranking: Ranking) -> Names:
        """Return what a paper says in names."""
        return tuple(
            tuple(self.names[each] for each in mark) if isinstance(mark, tuple) else self.names[mark]
            for mark in ranking
        )

    def _placed(self, said: Names) -> Ranking:
        place = {name: at for at, name in enumerate(self.names)}
        return tuple(tuple(place[each] for each in mark) if isinstance(mark, tuple) else place[mark] for mark in said)

    def boxes(self, seats: int) -> list[Box]:
        """Return the piles as boxes that can be counted."""
        return [
            Box(Papers.of(self.names, self._kinds(pile), seats=seats), pile.section, pile.weight) for pile in self.piles
        ]

    def _kinds(self, pile: Pile) -> dict[tuple[str | tuple[str, ...] | None, ...], int]:
        return {self.named(kind): number for kind, number in sorted(pile.kinds.items(), key=repr)}


def piles_of(boxes: Sequence[Box], *, equal: bool) -> Piles:
    """Return the papers of boxes as a ranked rule reads them. Equal preferences are kept, or else end a paper."""
    formal = [read_as(box.papers, overvote="keep" if equal else "exhaust") for box in boxes]
    gone = {box.papers.candidates[at] for box in boxes for at in box.papers.withdrawn}
    names = tuple(sorted({name for each in formal for name in each.candidates} - gone))
    piles = (_pile(box, read, names) for box, read in zip(boxes, formal, strict=True))
    return Piles(names, tuple(piles))


def _pile(box: Box, read: Formal, names: tuple[str, ...]) -> Pile:
    place = {name: at for at, name in enumerate(names)}
    places = [place.get(name, -1) for name in read.candidates]
    kinds: Counter[Ranking] = Counter()
    for row, number in zip(read.prefs.tolist(), read.numbers.tolist(), strict=True):
        marks = (_mark(code, places, read.equal) for code in row if code >= 0)
        kinds[tuple(mark for mark in marks if mark not in (-1, ()))] += number
    return Pile(box.section, box.weight, dict(kinds))


def _mark(code: int, places: Sequence[int], equal: Sequence[Sequence[int]]) -> int | tuple[int, ...]:
    """Return a preference by places: -1 or nobody for one who withdrew in another section."""
    if code < len(places):
        return places[code]
    together = tuple(sorted(places[each] for each in equal[code - len(places)] if places[each] >= 0))
    return together[0] if len(together) == 1 else together
