"""The counting table in plain lists: slow, short, and what the arrays are checked against."""

from collections import Counter, defaultdict
from collections.abc import Collection

from groundgame.electoral.counting.papers import BLANK
from groundgame.electoral.counting.reading import Formal


class PlainPiles:
    """Papers by holder and batch, each a ranking of names and how many papers read so."""

    def __init__(self, formal: Formal) -> None:
        self._rankings = [
            tuple(formal.candidates[place] for place in row if place != BLANK) for row in formal.prefs.tolist()
        ]
        self._numbers: list[int] = formal.numbers.tolist()
        self._piles: dict[str, dict[int, list[int]]] = {name: {} for name in formal.candidates}
        for paper, ranking in enumerate(self._rankings):
            self._piles[ranking[0]].setdefault(0, []).append(paper)

    def held(self, name: str) -> dict[int, int]:
        """Return how many papers a candidate holds in each batch that is not empty."""
        return {batch: sum(self._numbers[paper] for paper in papers) for batch, papers in self._piles[name].items()}

    def look(self, name: str, batch: int, continuing: Collection[str]) -> dict[str | None, int]:
        """Return how many papers of a batch would go to each of `continuing`, or to nobody; none is moved."""
        received: Counter[str | None] = Counter()
        for paper in self._piles[name].get(batch, []):
            received[self._next(paper, continuing)] += self._numbers[paper]
        return dict(received)

    def move(self, name: str, batch: int, to_batch: int, continuing: Collection[str]) -> dict[str | None, int]:
        """Pass a batch on to the next preference for one of `continuing`, and return how many went to whom."""
        received = self.look(name, batch, continuing)
        going: defaultdict[str, list[int]] = defaultdict(list)
        for paper in self._piles[name].pop(batch, []):
            to = self._next(paper, continuing)
            if to is not None:
                going[to].append(paper)
        for to, papers in going.items():
            self._piles[to].setdefault(to_batch, []).extend(papers)
        return received

    def _next(self, paper: int, continuing: Collection[str]) -> str | None:
        # Whoever holds the paper continues no more, nor does anybody who held it before or was passed over:
        # the first name that continues is therefore the next one.
        return next((name for name in self._rankings[paper] if name in continuing), None)
