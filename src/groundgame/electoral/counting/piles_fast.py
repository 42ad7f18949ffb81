"""The counting table in arrays, for many papers: only those that move are touched."""

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from groundgame.electoral.counting.reading import Formal

Papers = NDArray[np.intp]
"""Papers by their place among the rows."""

NOBODY = -1


class FastPiles:
    """Papers by holder and batch, each a row of the arrays that were read."""

    def __init__(self, formal: Formal) -> None:
        self._names = formal.candidates
        self._columns = np.ascontiguousarray(formal.prefs.T)
        self._numbers = formal.numbers
        self._piles: dict[str, dict[int, list[Papers]]] = {name: {} for name in formal.candidates}
        if len(formal.numbers):
            self._hand_out(np.arange(len(formal.numbers)), self._columns[0], 0)

    def held(self, name: str) -> dict[int, int]:
        """Return how many papers a candidate holds in each batch that is not empty."""
        return {
            batch: sum(int(self._numbers[papers].sum()) for papers in parts)
            for batch, parts in self._piles[name].items()
        }

    def look(self, name: str, batch: int, continuing: Collection[str]) -> dict[str | None, int]:
        """Return how many papers of a batch would go to each of `continuing`, or to nobody; none is moved."""
        papers = _together(self._piles[name].get(batch, []))
        return {self._name(to): number for to, _, number in self._sorted(papers, self._next(papers, continuing))}

    def move(self, name: str, batch: int, to_batch: int, continuing: Collection[str]) -> dict[str | None, int]:
        """Pass a batch on to the next preference for one of `continuing`, and return how many went to whom."""
        papers = _together(self._piles[name].pop(batch, []))
        return self._hand_out(papers, self._next(papers, continuing), to_batch)

    def _hand_out(self, papers: Papers, to: NDArray[np.int16], batch: int) -> dict[str | None, int]:
        received: dict[str | None, int] = {}
        for place, part, number in self._sorted(papers, to):
            received[self._name(place)] = number
            if place != NOBODY:
                self._piles[self._names[place]].setdefault(batch, []).append(part)
        return received

    def _sorted(self, papers: Papers, to: NDArray[np.int16]) -> list[tuple[int, Papers, int]]:
        """Return each place that papers go to, those papers, and how many they stand for."""
        order = np.argsort(to, kind="stable")
        places, starts = np.unique(to[order], return_index=True)
        parts = np.split(papers[order], starts[1:])
        return [
            (place, part, int(self._numbers[part].sum())) for place, part in zip(places.tolist(), parts, strict=False)
        ]

    def _next(self, papers: Papers, continuing: Collection[str]) -> NDArray[np.int16]:
        # As with plain lists, the first name that continues is the next one. The last entry is for BLANK.
        goes = np.array([name in continuing for name in self._names] + [False])
        to = np.full(len(papers), NOBODY, dtype=np.int16)
        waiting = np.arange(len(papers))
        for column in self._columns:
            marks = column[papers[waiting]]
            found = goes[marks]
            to[waiting[found]] = marks[found]
            waiting = waiting[~found & (marks != NOBODY)]
        return to

    def _name(self, place: int) -> str | None:
        return None if place == NOBODY else self._names[place]


def _together(parts: list[Papers]) -> Papers:
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.intp)
