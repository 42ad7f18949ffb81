"""What each candidate keeps of each paper under Meek's method: arrays, with the same whole numbers as the plain way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from groundgame.electoral.counting.alike import close_up, group
from groundgame.electoral.counting.meek_shares import PlainShares, Units
from groundgame.electoral.counting.papers import BLANK, Codes
from groundgame.electoral.counting.reading import Formal

HALF = 10**9
"""A number of up to eighteen places is held as two of up to nine, so that no product outgrows 64 bits."""

MOST_PAPERS = 2**63 // HALF - 1
"""More papers than these, of nine places each, outgrow 64 bits in their sum: they are for the plain way."""


class FastShares:
    """The papers as arrays, cut off where nothing goes further, and those then alike put together.

    A paper is shared among those elected and stops at its first hopeful candidate, so that few kinds are left, and they
    change only when somebody is elected or excluded. Papers with equal preferences go the plain way.
    """

    def __init__(self, formal: Formal, units: Units) -> None:
        standing = len(formal.candidates)
        shared = (formal.prefs >= standing).any(axis=1)
        self._units = units
        self._equal = PlainShares(replace(formal, prefs=formal.prefs[shared], numbers=formal.numbers[shared]), units)
        self._prefs, self._numbers = formal.prefs[~shared], formal.numbers[~shared]
        self._seen: tuple[bytes, bytes] | None = None
        self._steps: list[_Step] = []
        self._kinds = 0

    def votes(self, keep: Sequence[int]) -> list[int]:
        """Return what each candidate gets."""
        keeps = np.array(keep, dtype=np.int64)
        self._cut(keeps == 0, keeps == self._units.scale)
        total = self._equal.votes(keep)
        left = np.full(self._kinds, self._units.scale, dtype=np.int64)
        for step in self._steps:
            share = self._times(left[step.rows], keeps[step.candidates])
            left[step.rows] -= share
            for candidate, units in step.totals(share):
                total[candidate] += units
        return total

    def _cut(self, excluded: NDArray[np.bool_], whole: NDArray[np.bool_]) -> None:
        if self._seen == (seen := (excluded.tobytes(), whole.tobytes())):
            return
        self._seen = seen
        out = np.append(excluded, True)
        self._prefs, self._numbers = group(close_up(self._prefs, ~out[self._prefs]), self._numbers)
        stops = np.append(whole, False)[self._prefs]
        before = np.logical_or.accumulate(stops, axis=1) & ~stops
        prefs, numbers = group(np.where(before, BLANK, self._prefs), self._numbers)
        self._kinds = len(prefs)
        self._steps = [_Step.of(column, numbers) for column in prefs.T if (column != BLANK).any()]

    def _times(self, value: NDArray[np.int64], part: NDArray[np.int64]) -> NDArray[np.int64]:
        whole: NDArray[np.int64]
        if self._units.scale <= HALF:
            whole = (value * part + (self._units.scale - 1 if self._units.up else 0)) // self._units.scale
            return whole
        # Cut off, never rounded up: no version of the method has more than nine places and rounds up.
        high, low = np.divmod(value, HALF)
        part_high, part_low = np.divmod(part, HALF)
        whole = high * part_high + (high * part_low + low * part_high + low * part_low // HALF) // HALF
        return whole


@dataclass(frozen=True, eq=False, slots=True)
class _Step:
    """One preference of the papers: the rows that have one, whom it names, and these put in order of candidates."""

    rows: NDArray[np.intp]
    candidates: Codes
    numbers: NDArray[np.int64]
    order: NDArray[np.intp]
    starts: NDArray[np.intp]

    @classmethod
    def of(cls, column: Codes, numbers: NDArray[np.int64]) -> "_Step":
        rows = np.flatnonzero(column != BLANK)
        candidates = column[rows]
        order = np.argsort(candidates, kind="stable")
        starts = np.flatnonzero(np.diff(candidates[order], prepend=BLANK))
        return cls(rows, candidates, numbers[rows][order], order, starts)

    def totals(self, share: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
        """Give the exact sum for each candidate of the shares of all the papers."""
        high, low = np.divmod(share[self.order], HALF)
        candidates = self.candidates[self.order][self.starts].tolist()
        tops = np.add.reduceat(high * self.numbers, self.starts).tolist()
        rests = np.add.reduceat(low * self.numbers, self.starts).tolist()
        return ((candidate, top * HALF + rest) for candidate, top, rest in zip(candidates, tops, rests, strict=True))
