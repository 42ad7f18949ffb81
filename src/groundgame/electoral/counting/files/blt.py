"""BLT: how many stand and how many seats there are, the papers as numbers, then the names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from groundgame.electoral.counting.files.blt_names import named
from groundgame.electoral.counting.files.blt_papers import Block, read_block
from groundgame.electoral.counting.files.broken import FileError
from groundgame.electoral.counting.files.text import decode
from groundgame.electoral.counting.papers import Papers

END = re.compile(rb"\n[ \t]*0[ \t]*(?:#[^\n]*)?(?=\n|$)")
NAMELIKE = re.compile(rb"\n[ \t]*(#[^\n]*)")
MOST = 10_000
"""Candidates; nobody has ever had as many."""


@dataclass
class _Head:
    """What stands before the papers, and the byte and the line at which they begin."""

    candidates: int
    seats: int
    papers: int | None = None
    title: str = ""
    names: list[tuple[int, str]] = field(default_factory=list)
    byte: int = 0
    line: int = 1


def read_blt(data: bytes) -> Papers:
    r"""Return the papers of a BLT file.

    The form is that of Hill, Wichmann and Woodall's programs, as other programs write it, each thing on a line of its
    own: `candidates seats`; withdrawn candidates as negative numbers; a kind of paper, `number preferences 0`; a 0; a
    name; the title. (The first programs read words wherever lines ended; so spread, a file is refused.) Read as well:
    comments after `#`; equal preferences as `1=2`, `(1 2)` or `{1,2}`; `-` for a skipped one; an identifier in brackets
    before a paper; a party in quotes after a name, or the name in quotes after a party; and the older form that begins
    with the title, then `seats candidates papers` and the names.

    Raises:
        FileError: with the line, what is wrong there and what to do.

    >>> papers = read_blt(b'2 1\n3 1 2 0\n2 2 0\n0\n"Ash"\n"Beech"\n"Ward 1"\n')
    >>> papers.candidates, papers.seats, papers.title, list(papers)
    (('Ash', 'Beech'), 1, 'Ward 1', [(((0,), (1,)), 3), (((1,),), 2)])
    """
    head = _head(data)
    end = _end(data, head)
    block = Block(data[head.byte : end], head.line, head.candidates)
    prefs, numbers, equal, withdrawn = read_block(block)
    tail = list(_lines(data, end, head.line + data.count(b"\n", head.byte, end)))[1:]
    _check_comments(data, end, tail[: head.candidates])
    candidates, title = named(head.names + tail, head.candidates, title_follows=not head.names)
    papers = Papers(candidates, prefs, numbers, equal, withdrawn, head.seats, head.title or title)
    if head.papers is not None and papers.total != head.papers:
        raise FileError(
            f"its beginning promises {head.papers} papers and {papers.total} follow; check that it is whole"
        )
    return papers


def _check_comments(data: bytes, end: int, names: list[tuple[int, str]]) -> None:
    # Among names without quotes nothing tells a comment from a name that begins so, and a name left out moves the rest.
    unquoted = any(not text.startswith('"') for _, text in names)
    if unquoted and (found := NAMELIKE.search(data, end)):
        line = data.count(b"\n", 0, found.start(1)) + 1
        raise FileError(f"{decode(found[1])[:60]!r} may be a name or a comment; put each name in quotes", line)


def looks_like_blt(data: bytes) -> bool:
    """Tell whether a text begins as BLT does, in either of its forms."""
    try:
        return _head(data).seats > 0
    except FileError:
        return False


def _lines(data: bytes, byte: int = 0, line: int = 1) -> Iterator[tuple[int, str]]:
    # Given one by one, since a file may hold a million papers after its second line.
    while byte < len(data):
        end = data.find(b"\n", byte)
        end = len(data) if end < 0 else end
        text = decode(data[byte:end]).strip()
        if text and not text.startswith("#"):
            yield line, text
        byte, line = end + 1, line + 1


def _head(data: bytes) -> _Head:
    lines = _lines(data)
    line, first = next(lines, (1, ""))
    numbers = _whole(first)
    if len(numbers) == 2:
        head = _Head(numbers[0], numbers[1])
    else:
        title, (second_line, second) = first, next(lines, (line, ""))
        numbers = _whole(second)
        # A line of papers ends with 0: three numbers of which the last is none are the beginning of the older form.
        if _whole(first) or len(numbers) != 3 or not numbers[2]:
            raise FileError(
                f"{first[:60]!r} is no beginning of BLT; it is two whole numbers, candidates and seats", line
            )
        line = second_line
        head = _Head(numbers[1], numbers[0], numbers[2], title)
        for line, text in (next(lines, (line, "")) for _ in range(head.candidates)):
            head.names.append((line, text))
    if not 1 <= head.candidates <= MOST or head.seats < 1:
        what = f"{head.candidates} candidates for {head.seats} seats; give at least 1 of each, and no more than {MOST}"
        raise FileError(what, line)
    return _at(head, data, line)


def _at(head: _Head, data: bytes, last: int) -> _Head:
    head.line = last + 1
    for _ in range(last):
        head.byte = data.find(b"\n", head.byte) + 1 or len(data)
    return head


def _whole(text: str) -> list[int]:
    words = text.partition("#")[0].split()
    return [int(word) for word in words] if all(re.fullmatch("[0-9]{1,9}", word) for word in words) else []


def _end(data: bytes, head: _Head) -> int:
    found = END.search(data, max(head.byte - 1, 0))
    if found is None:
        last = data.rstrip().count(b"\n") + 1
        raise FileError("the papers do not end; a line of 0 ends them, and the names follow. Is the file whole?", last)
    return found.start() + 1
