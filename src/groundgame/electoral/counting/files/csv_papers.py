"""CSV of papers: a row a paper or a kind of paper, by preference or by candidate, of one section or several."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from groundgame.electoral.counting.files.broken import FileError
from groundgame.electoral.counting.files.csv_rows import Cells, Heading, rows
from groundgame.electoral.counting.files.rows import Marked, coded, padded
from groundgame.electoral.counting.papers import BLANK, Papers

PREFERENCE = re.compile(r"(?:preference|pref|rank|choice)?\s*([1-9][0-9]{0,2})", re.IGNORECASE)
NUMBER = re.compile(r"[1-9][0-9]{0,2}")
CROSSES = ("x", "X", "✓", "✗")
"""A cross is a first preference: papers of rules that know no numbers."""


@dataclass(frozen=True)
class Rows:
    """Each different row of the file: its marks, how many papers, its section, its line."""

    marks: list[Cells]
    papers: list[int]
    sections: list[str]
    lines: list[int]


def by_preference(heading: Heading) -> bool:
    """Tell whether the columns are preferences, so that the cells hold names; else the cells hold numbers."""
    return all(PREFERENCE.fullmatch(heading.columns[place]) for place in heading.marks)


def read_csv_papers(data: bytes) -> tuple[Papers, dict[str, Papers]]:
    r"""Return all papers of a CSV file, and those of each section where it has a column `section`.

    The columns are preferences (`1`, `2`, `3`…) and the cells names, several equal ones as `Ash=Beech`; or the columns
    are candidates and the cells their numbers on the paper, or a cross for the first. A column `count` or `papers` says
    how many papers a row stands for; a row of 0 papers names candidates whom nobody marked.

    Raises:
        FileError: with the line, what is wrong there and what to do.

    >>> read_csv_papers(b"1,2,count\nAsh,Beech,3\nBeech,,2\n")[0].numbers.tolist()
    [3, 2]
    >>> list(read_csv_papers(b"Ash,Beech\n2,1\n,1\n")[0])
    [(((1,), (0,)), 1), (((1,),), 1)]
    """
    heading = Heading.of(data)
    found = _rows(data, heading)
    if by_preference(heading):
        candidates, prefs, equal = _names(found, [int(_preference(heading.columns[place])) for place in heading.marks])
    else:
        candidates, prefs, equal = _numbers(found, tuple(heading.columns[place] for place in heading.marks))
    papers = Papers(candidates, prefs, np.array(found.papers, dtype=np.int64), equal)
    return papers, _sections(papers, found.sections) if heading.section is not None else {}


def _preference(column: str) -> str:
    found = PREFERENCE.fullmatch(column)
    return found[1] if found else "0"


def _rows(data: bytes, heading: Heading) -> Rows:
    counted, section, marks = heading.counted, heading.section, heading.marks
    if not marks or not all(heading.columns[place] for place in marks):
        raise FileError("a heading is empty; head each column with a preference (1, 2, 3) or a candidate's name", 1)
    found = Rows([], [], [], [])
    whole = counted is None and section is None
    for cells, times, line in rows(data, heading):
        found.marks.append(cells if whole else tuple(cells[place] for place in marks))
        found.papers.append(times if counted is None else times * _whole(cells[counted], line))
        found.sections.append("" if section is None else cells[section])
        found.lines.append(line)
    return found


def _whole(cell: str, line: int) -> int:
    if not re.fullmatch("[0-9]{1,12}", cell):
        raise FileError(f"{cell!r} is no number of papers; give a whole number", line)
    return int(cell)


def _names(found: Rows, order: Sequence[int]) -> tuple[tuple[str, ...], NDArray[np.int16], tuple[Marked, ...]]:
    if sorted(order) != list(range(1, len(order) + 1)):
        raise FileError(f"the preferences are headed {sorted(order)}; number them 1, 2, 3 without a gap", 1)
    cells = set().union(*found.marks) if found.marks else set()
    told = {cell: [name.strip() for name in cell.split("=")] for cell in cells if cell}
    candidates = tuple(sorted({name for names in told.values() for name in names if name}))
    place = {name: number for number, name in enumerate(candidates)}
    codes = {"": BLANK}
    equal: dict[Marked, int] = {}
    for cell in sorted(told):
        marked = tuple(sorted({place[name] for name in told[cell] if name}))
        codes[cell] = _code(marked, equal, len(candidates))
    table = padded([[codes[cell] for cell in marks] for marks in found.marks])
    return candidates, table[:, np.argsort(order)] if len(table) else table, tuple(equal)


def _code(marked: Marked, equal: dict[Marked, int], candidates: int) -> int:
    if len(marked) == 1:
        return marked[0]
    return candidates + equal.setdefault(marked, len(equal)) if marked else BLANK


def _numbers(found: Rows, names: Cells) -> tuple[tuple[str, ...], NDArray[np.int16], tuple[Marked, ...]]:
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise FileError(f"{twice!r} heads two columns; give each candidate one", 1)
    told = {"": 0, **dict.fromkeys(CROSSES, 1)}
    for marks, line in zip(found.marks, found.lines, strict=True):
        for cell in marks:
            if cell not in told:
                told[cell] = _rank(cell, line)
    ranks = np.array([[told[cell] for cell in marks] for marks in found.marks], dtype=np.int16)
    ranks = ranks.reshape(len(found.marks), len(names))
    return names, *_ordered(ranks)


def _rank(cell: str, line: int) -> int:
    if not NUMBER.fullmatch(cell):
        raise FileError(f"{cell!r} is no preference; write a whole number from 1 on, a cross, or nothing", line)
    return int(cell)


def _ordered(ranks: NDArray[np.int16]) -> tuple[NDArray[np.int16], tuple[Marked, ...]]:
    prefs = np.full((len(ranks), int(ranks.max(initial=0))), BLANK, dtype=np.int16)
    rows, candidates = np.nonzero(ranks)
    prefs[rows, ranks[rows, candidates] - 1] = candidates
    ordered = np.sort(ranks, axis=1)
    shared = np.flatnonzero(((ordered[:, 1:] == ordered[:, :-1]) & (ordered[:, 1:] > 0)).any(axis=1))
    if not len(shared):
        return prefs, ()
    slow = {row: _ranking(ranks[row].tolist()) for row in shared.tolist()}
    told, _, equal = coded(dict.fromkeys(slow.values(), 1), ranks.shape[1])
    place = {ranking: number for number, ranking in enumerate(dict.fromkeys(slow.values(), 1))}
    for row, ranking in slow.items():
        prefs[row] = BLANK
        prefs[row, : len(ranking)] = told[place[ranking], : len(ranking)]
    return prefs, equal


def _ranking(ranks: list[int]) -> tuple[Marked, ...]:
    return tuple(
        tuple(candidate for candidate, given in enumerate(ranks) if given == rank) for rank in range(1, max(ranks) + 1)
    )


def _sections(papers: Papers, sections: Sequence[str]) -> dict[str, Papers]:
    held = np.array(sections)
    parts = {}
    for name in sorted(set(sections)):
        of = held == name
        parts[name] = Papers(papers.candidates, papers.prefs[of], papers.numbers[of], papers.equal)
    return parts
