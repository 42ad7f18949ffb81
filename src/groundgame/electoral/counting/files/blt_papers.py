"""The papers of a BLT file: each line of them for what it says, where they are not read all at once."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from groundgame.electoral.counting.files.broken import FileError
from groundgame.electoral.counting.files.plain_papers import LARGEST, plain_rows
from groundgame.electoral.counting.files.rows import Marked, coded
from groundgame.electoral.counting.files.text import decode
from groundgame.electoral.counting.papers import Codes

Rows = tuple[Codes, NDArray[np.int64], tuple[Marked, ...], frozenset[int]]

IDENTIFIER = re.compile(r"^\([^()]*\)(?=\s*[0-9])")
TOGETHER = re.compile(r"\(([^(){}]*)\)|\{([^(){}]*)\}")
COMMENT = re.compile(rb"#[^\n]*")
IDENTIFIERS = re.compile(rb"^[ \t]*\([^()\n]*\)(?=[ \t]*[0-9])", re.MULTILINE)
WITHDRAWN = re.compile(rb"^[ \t]*(-[0-9][^\n]*)$", re.MULTILINE)

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
    try:
        bare, withdrawn = _bare(block)
    except FileError:
        return _one_by_one(block)
    plain = plain_rows(bare, block.candidates)
    if plain is None:
        return *_one_by_one(replace(block, data=bare))[:3], withdrawn
    return *plain, (), withdrawn


def _bare(block: Block) -> tuple[bytes, frozenset[int]]:
    """Return the lines without comments and identifiers, and who has withdrawn, without the lines that say so."""
    data, withdrawn = block.data, set[int]()
    if b"#" in data:
        data = COMMENT.sub(b"", data)
    if b"(" in data:
        data = IDENTIFIERS.sub(b"", data)
    if b"-" in data:
        withdrawn = _withdrawn(decode(b" ".join(WITHDRAWN.findall(data))), block.candidates)
        data = WITHDRAWN.sub(b"", data)
    return data, frozenset(withdrawn)


def _withdrawn(text: str, candidates: int) -> set[int]:
    return {_index(word.removeprefix("-"), candidates) for word in text.split() if word != "0"}


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
        withdrawn.update(_withdrawn(text, candidates))
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
