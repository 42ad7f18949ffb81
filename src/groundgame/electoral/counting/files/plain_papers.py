"""Papers that are nothing but whole numbers: a million lines at once."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from groundgame.electoral.counting.alike import group
from groundgame.electoral.counting.papers import BLANK, Codes

Part = tuple[Codes, NDArray[np.int64]]

PIECE = 2**21
"""Bytes that are read at once."""

EMPTY = (b"\n:", b":\n", b":,", b",,", b",\n", b"\n\n")
"""Where a number is missing."""

SPACED = bytes.maketrans(b":,", b"  ")

LARGEST = 10**12
"""More papers than anybody has ever counted: a number above it is a slip."""

LONGEST = 1000
"""Preferences on one paper."""


def plain_rows(data: bytes, candidates: int) -> Part | None:
    """Return the rows, and how many papers each stands for, where every line is a number, preferences and 0.

    Where there is anything else than these with spaces between, return nothing.
    """
    if data.translate(None, b"0123456789 \t\n"):
        return None
    parts: list[Part] = []
    for piece in _pieces(_spaced(data)):
        part = _piece(piece, candidates)
        if part is None:
            return None
        parts.append(part)
    longest = max((prefs.shape[1] for prefs, _ in parts), default=0)
    rows = np.full((sum(len(prefs) for prefs, _ in parts), longest), BLANK, dtype=np.int16)
    start = 0
    for prefs, _ in parts:
        rows[start : start + len(prefs), : prefs.shape[1]] = prefs
        start += len(prefs)
    return rows, np.concatenate([numbers for _, numbers in parts] or [np.zeros(0, np.int64)])


def plain_orders(data: bytes, candidates: int) -> Part | None:
    """Return the rows, alike ones together, where every line is a number, a colon, and preferences with commas between.

    Where there is anything else, or somebody stands twice in an order, return nothing.
    """
    data = data.strip(b"\n").replace(b": ", b":").replace(b", ", b",") + b"\n"
    if data.translate(None, b"0123456789:,\n") or any(each in b"\n" + data for each in EMPTY) or not _in_place(data):
        return None
    rows = plain_rows(data.translate(SPACED).replace(b"\n", b" 0\n"), candidates)
    if rows is None:
        return None
    ordered = np.sort(rows[0], axis=1)
    if ((ordered[:, 1:] == ordered[:, :-1]) & (ordered[:, 1:] != BLANK)).any():
        return None
    return group(*rows)


def _in_place(data: bytes) -> bool:
    """Tell whether each line has one colon, and no comma before it."""
    letters = np.frombuffer(data, dtype=np.uint8)
    ends, colons, commas = (np.flatnonzero(letters == ord(letter)) for letter in "\n:,")
    if len(ends) != len(colons) or (colons > ends).any() or (colons[1:] < ends[:-1]).any():
        return False
    return bool((commas > colons[np.searchsorted(ends, commas)]).all())


def _spaced(data: bytes) -> bytes:
    """Return the lines with one space between words and none at either end, and no empty line."""
    data = data.replace(b"\t", b" ")
    while b"  " in data:
        data = data.replace(b"  ", b" ")
    data = data.replace(b" \n", b"\n").replace(b"\n ", b"\n").strip(b" ")
    while b"\n\n" in data:
        data = data.replace(b"\n\n", b"\n")
    return data.removeprefix(b"\n")


def _pieces(data: bytes) -> Iterator[bytes]:
    # Numbers take eight times the room of their digits while they are sorted out: not all of them at once.
    start = 0
    while start < len(data):
        end = data.find(b"\n", start + PIECE) + 1 or len(data)
        yield data[start:end]
        start = end


def _piece(data: bytes, candidates: int) -> Part | None:
    letters = np.frombuffer(data if data.endswith(b"\n") else data + b"\n", dtype=np.uint8)
    ends = np.flatnonzero(letters == ord("\n"))
    if ends[0] < 2 or (letters[ends - 1] != ord("0")).any() or (letters[ends - 2] != ord(" ")).any():
        return None
    return _table(np.fromstring(data, dtype=np.int64, sep=" "), len(ends), candidates)


def _table(words: NDArray[np.int64], lines: int, candidates: int) -> Part | None:
    ends = np.flatnonzero(words == 0)
    starts = np.concatenate(([0], ends[:-1] + 1))
    lengths = ends - starts - 1
    numbers = words[starts]
    words[starts] = 0
    if len(ends) != lines or words.max() > candidates or numbers.max() > LARGEST or lengths.max() > LONGEST:
        return None
    prefs = np.full((lines, int(lengths.max())), BLANK, dtype=np.int16)
    prefs[np.arange(prefs.shape[1]) < lengths[:, None]] = words[words > 0] - 1
    return prefs, numbers
