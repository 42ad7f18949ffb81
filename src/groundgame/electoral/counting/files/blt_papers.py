"""The papers of a BLT file: a million plain lines at once, anything else line by line."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from groundgame.electoral.counting.files.broken import FileError
from groundgame.electoral.counting.files.rows import Marked, coded
from groundgame.electoral.counting.files.text import decode
from groundgame.electoral.counting.papers import BLANK, Codes

Rows = tuple[Codes, NDArray[np.int64], tuple[Marked, ...], frozenset[int]]

Part = tuple[Codes, NDArray[np.int64]]

PIECE = 2**21
"""Bytes that are read at once."""

LARGEST = 10**12
"""More papers than anybody has ever counted: a number above it is a slip."""

LONGEST = 1000
"""Preferences on one paper."""

IDENTIFIER = re.compile(r"^\([^()]*\)(?=\s*[0-9])")
TOGETHER = re.compile(r"\(([^(){}]*)\)|\{([^(){}]*)\}")


JOINS = frozenset("(){}=")


@dataclass(frozen=True)
class Block:
    """The lines of papers: `line` is the number of the first in its file."""

    data: bytes
    line: int
    candidates: int


def read_block(block: Block) -> Rows:
    """Return the rows, how many papers each stands for, the equal preferences, and who has withdrawn.

    Raises:
        FileError: with the line, what is wrong there and what to do.
    """
    plain = _plain(block)
    return plain if plain is not None else _one_by_one(block)


def _plain(block: Block) -> Rows | None:
    """Return the rows where every line is a number, preferences and 0, with spaces between; else nothing."""
    if block.data.translate(None, b"0123456789 \t\n"):
        return None
    parts: list[Part] = []
    for data in _pieces(_spaced(block.data)):
        part = _piece(data, block.candidates)
        if part is None:
            return None
        parts.append(part)
    longest = max((prefs.shape[1] for prefs, _ in parts), default=0)
    rows = np.full((sum(len(prefs) for prefs, _ in parts), longest), BLANK, dtype=np.int16)
    start = 0
    for prefs, _ in parts:
        rows[start : start + len(prefs), : prefs.shape[1]] = prefs
        start += len(prefs)
    return rows, np.concatenate([numbers for _, numbers in parts] or [np.zeros(0, np.int64)]), (), frozenset()


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


def _one_by_one(block: Block) -> Rows:
    papers: Counter[tuple[Marked, ...]] = Counter()
    withdrawn: set[int] = set()
    lines = block.data.split(b"\n")
    for line, times in Counter(lines).items():
        try:
            _line(decode(line), times, block.candidates, papers, withdrawn)
        except FileError as error:
            raise FileError(error.what, block.line + lines.index(line)) from None
    return *coded(papers, block.candidates), frozenset(withdrawn)


def _line(line: str, times: int, candidates: int, papers: Counter[tuple[Marked, ...]], withdrawn: set[int]) -> None:
    text = IDENTIFIER.sub("", line.partition("#")[0].strip())
    if not text:
        return
    if re.match("-[0-9]", text):
        withdrawn.update(_index(word.removeprefix("-"), candidates) for word in text.split() if word != "0")
        return
    number, *words = (_joined(text) if JOINS.intersection(text) else text).split()
    if not words or words.pop() != "0":
        raise FileError(f"{text[:60]!r} does not end with 0; a paper is its number, its preferences and 0")
    papers[tuple(_marked(word, candidates) for word in words)] += times * _number(number)


def _joined(text: str) -> str:
    together = TOGETHER.sub(
        lambda found: " " + "=".join(re.split(r"[\s,=]+", (found[1] or found[2]).strip())) + " ", text
    )
    if stray := set("(){}") & set(together):
        raise FileError(
            f"{text[:60]!r} has {sorted(stray)[0]!r} without its other half; equal preferences stand as 1=2"
        )
    return re.sub(r"\s*=\s*", "=", together)


def _number(word: str) -> int:
    if not re.fullmatch("[0-9]+", word) or not 0 < int(word) <= LARGEST:
        raise FileError(f"{word!r} is no number of papers; give a whole number of 1 or more (no weights in parts)")
    return int(word)


@lru_cache(maxsize=4096)
def _marked(word: str, candidates: int) -> Marked:
    if word == "-":
        return ()
    return tuple(sorted({_index(each, candidates) for each in word.split("=")}))


def _index(word: str, candidates: int) -> int:
    if not re.fullmatch("[0-9]+", word) or not 0 < int(word) <= candidates:
        raise FileError(f"{word!r} is nobody's number; the candidates are 1 to {candidates}")
    return int(word) - 1
