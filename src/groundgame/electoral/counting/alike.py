"""Rows of papers put together where they are alike, and closed up where something is left out."""

import numpy as np
from numpy.typing import NDArray

from groundgame.electoral.counting.papers import BLANK

LARGEST_WORD = 2**62


def group(prefs: NDArray[np.int16], numbers: NDArray[np.int64]) -> tuple[NDArray[np.int16], NDArray[np.int64]]:
    """Return each different row once, sorted, with the sum of the numbers of those alike."""
    if not len(prefs):
        return prefs, numbers
    words = _words(prefs)
    order = np.argsort(words[0]) if len(words) == 1 else np.lexsort(words[::-1])
    starts = np.zeros(len(order), dtype=bool)
    starts[0] = True
    for word in words:
        ordered = word[order]
        starts[1:] |= ordered[1:] != ordered[:-1]
    first = np.flatnonzero(starts)
    return prefs[order[first]], np.add.reduceat(numbers[order], first)


def close_up(prefs: NDArray[np.int16], kept: NDArray[np.bool_]) -> NDArray[np.int16]:
    """Return the rows with what is not `kept` left out, the rest moved to the left, and `BLANK` after it.

    >>> close_up(np.array([[3, 1, 2]], dtype=np.int16), np.array([[True, False, True]])).tolist()
    [[3, 2, -1]]
    """
    if kept.all():
        return prefs
    closed = np.full_like(prefs, BLANK)
    lengths = kept.sum(axis=1)
    closed[np.arange(prefs.shape[1]) < lengths[:, None]] = prefs[kept]
    return closed


def _words(prefs: NDArray[np.int16]) -> list[NDArray[np.int64]]:
    # As few whole numbers as hold a row: sorting one of them is many times faster than sorting rows.
    base = int(prefs.max(initial=BLANK)) + 2
    words: list[NDArray[np.int64]] = []
    room = 0
    for column in prefs.T:
        if room < base:
            words.append(np.zeros(len(prefs), dtype=np.int64))
            room = LARGEST_WORD
        words[-1] *= base
        words[-1] += column
        words[-1] += 1
        room //= base
    return words or [np.zeros(len(prefs), dtype=np.int64)]
