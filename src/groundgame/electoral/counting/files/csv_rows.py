"""The rows of a CSV file, like ones together, with the line of each."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from groundgame.electoral.counting.files.broken import FileError
from groundgame.electoral.counting.files.text import decode

Cells = list[str]
Mark = bytes | int
"""By which a row is found again: what its line holds, or the line."""

COUNTED = ("count", "papers")
SECTION = "section"
IDENTIFIERS = ("id", "paper", "paper_id", "ballot_paper", "ballot_paper_id", "serial")
"""Columns that say which paper a row is: not read, since a paper is no more than what it says."""


@dataclass(frozen=True)
class Heading:
    """The first row: `columns` as written, and which of them says how many papers, or of which section."""

    columns: tuple[str, ...]
    delimiter: str = ","

    @classmethod
    def of(cls, data: bytes) -> "Heading":
        """Read the heading, and by which mark the cells stand apart: comma, semicolon or tab."""
        first = decode(data.split(b"\n", 1)[0])
        delimiter = max(",;\t", key=first.count)
        return cls(tuple(cell.strip() for cell in next(csv.reader([first], delimiter=delimiter), [])), delimiter)

    @property
    def counted(self) -> int | None:
        """Which column says how many papers a row stands for."""
        return next((place for place, name in enumerate(self.columns) if name.lower() in COUNTED), None)

    @property
    def section(self) -> int | None:
        """Which column says in which section the paper was cast."""
        return next((place for place, name in enumerate(self.columns) if name.lower() == SECTION), None)

    @property
    def marks(self) -> list[int]:
        """The columns that hold what is on the paper."""
        besides = {self.counted, self.section}
        besides |= {place for place, name in enumerate(self.columns) if name.lower() in IDENTIFIERS}
        return [place for place in range(len(self.columns)) if place not in besides]


@dataclass(frozen=True)
class Body:
    """The rows after the heading: each different one, how often it stands there, and a mark by which to find it."""

    data: bytes
    heading: Heading

    def __iter__(self) -> Iterator[tuple[Cells, int, Mark]]:
        """Give the rows that are not empty.

        Raises:
            FileError: if a row has more cells than the heading.
        """
        width = len(self.heading.columns)
        for cells, times, mark in self._rows():
            if len(cells) > width:
                raise self.broken(f"{len(cells)} cells under {width} headings; quote a cell with a comma", mark)
            if any(cells):
                yield cells if len(cells) == width else [*cells, *[""] * (width - len(cells))], times, mark

    def broken(self, what: str, mark: Mark) -> FileError:
        """Return what is wrong with a row, as an error that names its first line."""
        if isinstance(mark, int):
            return FileError(what, mark)
        return FileError(what, next(line for line, raw in enumerate(self._lines(), start=2) if raw == mark))

    def _lines(self) -> io.BytesIO:
        lines = io.BytesIO(self.data)
        lines.readline()
        return lines

    def _rows(self) -> Iterator[tuple[Cells, int, Mark]]:
        together = Counter(self._lines())
        if b'"' in self.data and any(raw.count(b'"') % 2 for raw in together):
            return self._each()
        return self._alike(together)

    def _alike(self, together: Counter[bytes]) -> Iterator[tuple[Cells, int, Mark]]:
        # One kind of line is read once, however often it stands there: real papers are mostly alike.
        marks = [raw for raw in together if raw.strip()]
        lines = decode(b"\n".join(raw.rstrip(b"\n") for raw in marks)).split("\n") if marks else []
        for cells, mark in zip(csv.reader(lines, delimiter=self.heading.delimiter), marks, strict=True):
            yield cells, together[mark], mark

    def _each(self) -> Iterator[tuple[Cells, int, Mark]]:
        text = io.StringIO(decode(self._lines().read()), newline="")
        reader = csv.reader(text, delimiter=self.heading.delimiter)
        for cells in reader:
            yield cells, 1, reader.line_num + 1
