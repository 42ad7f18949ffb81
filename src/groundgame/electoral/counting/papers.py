"""Ballot papers: who stands, and what each paper says, as it was written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

BLANK = -1
"""A place on a paper where nothing is marked: a skipped preference, or the end of a short paper."""

Codes = NDArray[np.integer[Any]]
"""Marks as whole numbers, of 16 bits unless there are more different ones than these can tell apart."""

Ranking = tuple[tuple[int, ...], ...]
"""One paper: a set of candidates at each preference, by index; usually one, several if equal, none if skipped."""


def code_type(codes: int) -> np.dtype[np.integer[Any]]:
    """Return the narrowest type that tells so many codes and `BLANK` apart, with room to add 1 to each.

    >>> code_type(12), code_type(40_000)
    (dtype('int16'), dtype('int32'))
    """
    return np.dtype(np.int16) if codes < 2**15 else np.dtype(np.int32)


@dataclass(frozen=True, eq=False)
class Papers:
    """The papers of one contest, alike ones together.

    `prefs` has a row a kind of paper and a column a preference, highest first: a candidate's index, `BLANK`, or
    `len(candidates) + j` where the candidates of `equal[j]` share the preference. `numbers` says how many papers are of
    each kind. Nothing is tidied here: overvotes, gaps and repeated names stay until a rule reads them.

    >>> papers = Papers.of(["Ash", "Beech"], {("Ash", "Beech"): 3, ("Beech",): 2})
    >>> papers.total, [ranking for ranking, _ in papers]
    (5, [((0,), (1,)), ((1,),)])
    """

    candidates: tuple[str, ...]
    prefs: Codes
    numbers: NDArray[np.int64]
    equal: tuple[tuple[int, ...], ...] = ()
    withdrawn: frozenset[int] = frozenset()
    seats: int | None = None
    title: str = ""

    @classmethod
    def of(
        cls,
        candidates: Sequence[str],
        papers: Mapping[tuple[str | tuple[str, ...] | None, ...], int],
        *,
        seats: int | None = None,
        withdrawn: Sequence[str] = (),
    ) -> "Papers":
        """Return papers from names: a tuple of names is an equal preference, and None a skipped one."""
        index = {name: number for number, name in enumerate(candidates)}
        equal: dict[tuple[int, ...], int] = {}

        def code(mark: str | tuple[str, ...] | None) -> int:
            if mark is None:
                return BLANK
            if isinstance(mark, str):
                return index[mark]
            together = tuple(sorted(index[name] for name in mark))
            return len(index) + equal.setdefault(together, len(equal))

        longest = max((len(ranking) for ranking in papers), default=0)
        rows = [[*map(code, ranking), *[BLANK] * (longest - len(ranking))] for ranking in papers]
        return cls(
            tuple(candidates),
            np.array(rows, dtype=code_type(len(index) + len(equal))).reshape(len(rows), longest),
            np.array(list(papers.values()), dtype=np.int64),
            tuple(equal),
            frozenset(index[name] for name in withdrawn),
            seats,
        )

    @property
    def total(self) -> int:
        """How many papers there are, those that say nothing among them."""
        return int(self.numbers.sum())

    def __iter__(self) -> Iterator[tuple[Ranking, int]]:
        """Give each kind of paper, without the blanks at its end, and how many papers are of that kind."""
        standing = len(self.candidates)
        for row, number in zip(self.prefs.tolist(), self.numbers.tolist(), strict=True):
            while row and row[-1] == BLANK:
                row.pop()
            yield tuple(self._marked(code, standing) for code in row), number

    def _marked(self, code: int, standing: int) -> tuple[int, ...]:
        if code == BLANK:
            return ()
        return (code,) if code < standing else self.equal[code - standing]
