"""Marks as rows of codes: what every reader ends with."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from groundgame.electoral.counting.papers import BLANK, Codes, code_type

Marked = tuple[int, ...]
"""The candidates at one preference of a paper, by index; empty where it is skipped."""


def coded(
    papers: Mapping[tuple[Marked, ...], int], candidates: int
) -> tuple[Codes, NDArray[np.int64], tuple[Marked, ...]]:
    """Return the rows, how many papers each stands for, and the sets of equal preferences."""
    equal: dict[Marked, int] = {}

    def code(marked: Marked) -> int:
        if not marked:
            return BLANK
        return marked[0] if len(marked) == 1 else candidates + equal.setdefault(marked, len(equal))

    rows = [[code(marked) for marked in ranking] for ranking in papers]
    prefs = padded(rows, candidates + len(equal))
    return prefs, np.fromiter(papers.values(), dtype=np.int64, count=len(papers)), tuple(equal)


def padded(rows: Sequence[Sequence[int]], codes: int) -> Codes:
    """Return rows of different lengths, of so many different codes, as one table, `BLANK` after the end of each."""
    lengths = np.fromiter(map(len, rows), dtype=np.int64, count=len(rows))
    prefs = np.full((len(rows), int(lengths.max(initial=0))), BLANK, dtype=code_type(codes))
    flat: Iterable[int] = (code for row in rows for code in row)
    prefs[np.arange(prefs.shape[1]) < lengths[:, None]] = np.fromiter(flat, prefs.dtype, count=int(lengths.sum()))
    return prefs
