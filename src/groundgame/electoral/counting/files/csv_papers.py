"""CSV of papers: a row a paper or a kind of paper, by preference or by candidate, of one section or several."""

import re
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from groundgame.electoral.counting.files.broken import FileError
from groundgame.electoral.counting.files.csv_headings import UNSURE, Heading, preference
from groundgame.electoral.counting.files.csv_rows import Body, Mark
from groundgame.electoral.counting.files.rows import Marked, coded
from groundgame.electoral.counting.papers import BLANK, Codes, Papers, code_type

NUMBER = re.compile(r"[1-9][0-9]{0,2}")
Sets = tuple[Marked, ...]
CROSSES = ("x", "X", "✓", "✗")
"""A cross is a first preference: papers of rules that know no numbers."""

LEFT_OUT = ("skipped", "undervote")
OVERVOTE = "overvote"
"""What American files write in place of a name."""


class Vocabulary(dict[str, int]):
    """What cells hold, each different content once, numbered as it comes."""

    def __missing__(self, cell: str) -> int:
        self[cell] = number = len(self)
        return number


@dataclass(frozen=True)
class Rows:
    """Each different row of the file: its cells as numbers of a vocabulary, how many papers, its section, its mark."""

    body: Body
    cells: NDArray[np.int32]
    vocabulary: Vocabulary
    papers: NDArray[np.int64]
    sections: list[str]
    marks: list[Mark]

    def told(self, code: Callable[[str], int], codes: int) -> Codes:
        """Return the cells as codes, of which there are so many.

        Raises:
            FileError: with the first line that holds a cell of which `code` says that it is wrong.
        """
        table = np.zeros(len(self.vocabulary) + 1, dtype=code_type(codes))
        for cell, number in self.vocabulary.items():
            try:
                table[number] = code(cell.strip())
            except FileError as error:
                row = int(np.flatnonzero((self.cells == number).any(axis=1))[0])
                raise self.body.broken(error.what, self.marks[row]) from None
        return table[self.cells]


def read_csv_papers(data: bytes) -> tuple[Papers, dict[str, Papers]]:
    r"""Return all papers of a CSV file, and those of each section where it has a column `section`.

    The columns are preferences (`1`, `2`, `3`…) and the cells names, several equal ones as `Ash=Beech`; or the columns
    are candidates and the cells their numbers on the paper, or a cross for the first. A column `count` (or `papers`,
    `ballots`, `votes`, `number`, `weight`…) says how many papers a row stands for; a row of 0 papers names candidates
    whom nobody marked. A column that says which paper it is (`id`, `ballot`, `voter`, `serial`…) is not read.

    Raises:
        FileError: with the line, what is wrong there and what to do.

    >>> read_csv_papers(b"1,2,count\nAsh,Beech,3\nBeech,,2\n")[0].numbers.tolist()
    [3, 2]
    >>> list(read_csv_papers(b"Ash,Beech\n2,1\n,1\n")[0])
    [(((1,), (0,)), 1), (((1,),), 1)]
    """
    heading = Heading.of(data)
    heading.check()
    found = _rows(Body(data, heading))
    _check_numbers(heading, found.papers)
    columns = tuple(heading.columns[place] for place in heading.marks)
    read = _names if heading.by_preference else _numbers
    candidates, prefs, equal = read(found, columns)
    papers = Papers(candidates, prefs, found.papers, equal)
    return papers, _sections(papers, found.sections) if heading.section is not None else {}


def _rows(body: Body) -> Rows:
    counted, section, places = body.heading.counted, body.heading.section, body.heading.marks
    vocabulary, cells, papers = Vocabulary(), array("i"), array("q")
    sections: list[str] = []
    marks: list[Mark] = []
    whole = len(places) == len(body.heading.columns)
    for row, times, mark in body:
        cells.extend(map(vocabulary.__getitem__, row if whole else [row[place] for place in places]))
        papers.append(times if counted is None else times * _whole(row[counted].strip(), body, mark))
        marks.append(mark)
        if section is not None:
            sections.append(row[section].strip())
    table = np.frombuffer(cells, dtype=np.int32).reshape(len(marks), len(places))
    return Rows(body, table, vocabulary, np.array(papers, dtype=np.int64), sections, marks)


def _whole(cell: str, body: Body, mark: Mark) -> int:
    if not re.fullmatch("[0-9]{1,12}", cell):
        raise body.broken(f"{cell!r} is no number of papers; give a whole number", mark)
    return int(cell)


def _check_numbers(heading: Heading, papers: NDArray[np.int64]) -> None:
    if heading.counted is None or heading.columns[heading.counted].lower() not in UNSURE:
        return
    if len(papers) > 2 and (papers == np.arange(1, len(papers) + 1)).all():
        name = heading.columns[heading.counted]
        raise FileError(
            f"{name!r} goes 1, 2, 3; head it id if it says which paper it is, count if how many there are", 1
        )


def _names(found: Rows, columns: Sequence[str]) -> tuple[tuple[str, ...], Codes, Sets]:
    order = [preference(column) or 0 for column in columns]
    if sorted(order) != list(range(1, len(order) + 1)):
        raise FileError(f"the preferences are headed {sorted(order)}; number them 1, 2, 3 without a gap", 1)
    cells = {cell: set(_named(cell)) for cell in found.vocabulary if cell.strip().lower() != OVERVOTE}
    candidates = tuple(sorted(set().union(*cells.values())))
    if candidates and all(map(NUMBER.fullmatch, (*candidates, *columns))):
        raise FileError("there is no name, only numbers; head each candidate's column with the name", 1)
    place = {name: number for number, name in enumerate(candidates)}
    sets = sorted({tuple(sorted(place[each] for each in names)) for names in cells.values() if len(names) > 1})
    number = {together: len(candidates) + at for at, together in enumerate(sets)}

    def code(cell: str) -> int:
        if cell.lower() == OVERVOTE:
            raise FileError(f"{cell!r} does not say for whom; write the names as Ash=Beech, or leave the paper blank")
        marked = tuple(sorted({place[name] for name in _named(cell)}))
        return BLANK if not marked else marked[0] if len(marked) == 1 else number[marked]

    return candidates, found.told(code, len(candidates) + len(sets))[:, np.argsort(order)], tuple(sets)


def _named(cell: str) -> list[str]:
    names = [name.strip() for name in cell.split("=")]
    return [name for name in names if name and name.lower() not in LEFT_OUT]


def _numbers(found: Rows, columns: Sequence[str]) -> tuple[tuple[str, ...], Codes, Sets]:
    if len(set(columns)) < len(columns):
        twice = next(name for name in columns if columns.count(name) > 1)
        raise FileError(f"{twice!r} heads two columns; give each candidate one", 1)
    return tuple(columns), *_ordered(found.told(partial(_rank, candidates=columns), len(columns)))


def _rank(cell: str, candidates: Sequence[str]) -> int:
    if not cell or cell in CROSSES:
        return 1 if cell else 0
    if not NUMBER.fullmatch(cell):
        raise FileError(f"{cell!r} is no preference; write a whole number from 1 on, a cross, or nothing")
    if int(cell) > len(candidates):
        who = f"{candidates[0]!r} to {candidates[-1]!r}" if len(candidates) > 1 else repr(candidates[0])
        raise FileError(
            f"{cell!r} is above the number of candidates, {len(candidates)} ({who}); is a column there none of them?"
        )
    return int(cell)


def _ordered(ranks: Codes) -> tuple[Codes, Sets]:
    prefs = np.full((len(ranks), int(ranks.max(initial=0))), BLANK, dtype=np.int16)
    rows, candidates = np.nonzero(ranks)
    prefs[rows, ranks[rows, candidates] - 1] = candidates
    ordered = np.sort(ranks, axis=1)
    shared = np.flatnonzero(((ordered[:, 1:] == ordered[:, :-1]) & (ordered[:, 1:] > 0)).any(axis=1))
    if not len(shared):
        return prefs, ()
    slow = {row: _ranking(ranks[row].tolist()) for row in shared.tolist()}
    told, _, equal = coded(dict.fromkeys(slow.values(), 1), ranks.shape[1])
    prefs = prefs.astype(told.dtype)
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
