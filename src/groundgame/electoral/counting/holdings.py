"""Who holds each paper where candidates drop out one after another: by hand, or all papers at once."""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Protocol

import numpy as np

from groundgame.electoral.counting.papers import BLANK, Papers
from groundgame.electoral.counting.piles import WORTH_ARRAYS, Engine
from groundgame.electoral.counting.reading import Formal

Moves = Counter[tuple[str | None, str | None]]
"""Papers by giver and receiver; None is nobody."""


class Holdings(Protocol):
    """Papers, each with the highest of its preferences who still stands.

    A paper with several who still stand at its next preference stays with nobody from then on: it cannot be told for
    whom it is. Where one alone of them still stands, it is for that one.
    """

    def move(self, givers: Collection[str | None], standing: Collection[str]) -> Moves:
        """Pass the papers of `givers` on among `standing`, and return how many went from whom to whom.

        At the beginning all papers are with None.
        """
        ...


def hold(formal: Formal, engine: Engine = "auto") -> Holdings:
    """Return the papers before anybody holds one."""
    fast = len(formal.numbers) > WORTH_ARRAYS if engine == "auto" else engine == "fast"
    return FastHoldings(formal) if fast else PlainHoldings(formal)


class PlainHoldings:
    """The papers in lists, as they would lie on a table."""

    def __init__(self, formal: Formal) -> None:
        together = Papers(formal.candidates, formal.prefs, formal.numbers, formal.equal)
        names = formal.candidates
        read = [([tuple(names[each] for each in mark) for mark in ranking], number) for ranking, number in together]
        self._piles: dict[str | None, list[tuple[list[tuple[str, ...]], int]]] = {None: read}

    def move(self, givers: Collection[str | None], standing: Collection[str]) -> Moves:
        """Pass papers on, one kind after another."""
        moves: Moves = Counter()
        for giver in givers:
            for rest, number in self._piles.pop(giver, []):
                receiver, left = _next(rest, standing)
                moves[giver, receiver] += number
                if receiver is not None:
                    self._piles.setdefault(receiver, []).append((left, number))
        return moves


def _next(rest: list[tuple[str, ...]], standing: Collection[str]) -> tuple[str | None, list[tuple[str, ...]]]:
    for place, mark in enumerate(rest):
        able = [name for name in mark if name in standing]
        if able:
            return (able[0] if len(able) == 1 else None), rest[place + 1 :]
    return None, []


class FastHoldings:
    """The papers in arrays: where each has got to, and who holds it."""

    def __init__(self, formal: Formal) -> None:
        self._names = formal.candidates
        self._equal = formal.equal
        self._numbers = formal.numbers
        blank = np.full((len(formal.prefs), 1), BLANK, dtype=np.int16)
        self._prefs = np.hstack([formal.prefs, blank])
        self._place = np.zeros(len(formal.prefs), dtype=np.int64)
        self._holder = np.full(len(formal.prefs), BLANK, dtype=np.int64)

    def move(self, givers: Collection[str | None], standing: Collection[str]) -> Moves:
        """Pass papers on, one preference of all of them after another."""
        rows = np.flatnonzero(np.isin(self._holder, [self._index(giver) for giver in givers]))
        given = self._holder[rows]
        told = self._told(standing)
        left = rows
        while len(left):
            found = told[self._prefs[left, self._place[left]] + 1]
            self._holder[left] = np.maximum(found, BLANK)
            left = left[found == _PASS]
            self._place[left] += 1
        return self._moves(rows, given)

    def _told(self, standing: Collection[str]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        """Return for each code who takes a paper that has got to it, nobody (`BLANK`), or that it passes on."""
        able = [name in standing for name in self._names]
        told = [BLANK, *(index if ok else _PASS for index, ok in enumerate(able))]
        for together in self._equal:
            left = [index for index in together if able[index]]
            told.append(_PASS if not left else left[0] if len(left) == 1 else BLANK)
        return np.array(told, dtype=np.int64)

    def _moves(self, rows: np.ndarray, given: np.ndarray) -> Moves:
        sides = len(self._names) + 1
        totals = np.zeros(sides * sides, dtype=np.int64)
        np.add.at(totals, (given + 1) * sides + self._holder[rows] + 1, self._numbers[rows])
        seen = {divmod(int(way), sides): int(totals[way]) for way in np.flatnonzero(totals)}
        return Counter(
            {(self._name(giver), self._name(receiver)): number for (giver, receiver), number in seen.items()}
        )

    def _index(self, name: str | None) -> int:
        return BLANK if name is None else self._names.index(name)

    def _name(self, side: int) -> str | None:
        return None if side == 0 else self._names[side - 1]


_PASS = -2


def received(names: Iterable[str], moves: Moves) -> dict[str, int]:
    """Return how many papers each of `names` was given."""
    return {name: sum(number for (_, to), number in moves.items() if to == name) for name in names}
