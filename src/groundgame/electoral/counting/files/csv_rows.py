"""The rows of a CSV file, like ones together, with the line of each."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from groundgame.electoral.counting.files.broken import FileError
from groundgame.electoral.counting.files.csv_headings import Heading
from groundgame.electoral.counting.files.text import decode

Cells = list[str]
Mark = bytes | int
"""By which a row is found again: what its line holds, or the line."""

UNREAD = b"#"
"""Stands in a cell that says which paper a row is."""


@dataclass(frozen=True)
class Body:
    """The rows after the heading: each different one, how often it stands there, and a mark by which to find it."""

    data: bytes
    heading: Heading

    def __iter__(self) -> Iterator[tuple[Cells, int, Mark]]:
        """Give the rows that are not empty: where no column counts papers, one of commas alone is a blank paper.

        Raises:
            FileError: if a row has more cells than the heading.
        """
        width = len(self.heading.columns)
        for cells, times, mark in self._rows():
            if len(cells) > width:
                raise self.broken(f"{len(cells)} cells under {width} headings; quote a cell with a comma", mark)
            if any(cells) or (len(cells) > 1 and self.heading.counted is None):
                yield cells if len(cells) == width else [*cells, *[""] * (width - len(cells))], times, mark

    def broken(self, what: str, mark: Mark) -> FileError:
        """Return what is wrong with a row, as an error that names its first line."""
        if isinstance(mark, int):
            return FileError(what, mark)
        return FileError(what, next(line for line, raw in enumerate(self._lines(), start=2) if raw == mark))

    def _lines(self) -> Iterator[bytes]:
        lines = io.BytesIO(self.data)
        lines.readline()
        names = self.heading.identifiers
        if not names or b'"' in self.data:
            return lines
        mark = self.heading.delimiter.encode()
        return _unnumbered_first(lines, mark) if names == [0] else _unnumbered(lines, mark, names)

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
        text = io.StringIO(decode(self.data.partition(b"\n")[2]), newline="")
        reader = csv.reader(text, delimiter=self.heading.delimiter)
        for cells in reader:
            yield cells, 1, reader.line_num + 1


def _unnumbered_first(lines: Iterable[bytes], mark: bytes) -> Iterator[bytes]:
    # What says which paper it is makes every line another: with one word in its place, those alike stand together.
    for line in lines:
        end = line.find(mark)
        yield UNREAD + line[end:] if end > 0 else line


def _unnumbered(lines: Iterable[bytes], mark: bytes, names: list[int]) -> Iterator[bytes]:
    for line in lines:
        cells = line.rstrip(b"\n").split(mark)
        for place in names:
            if place < len(cells) and cells[place]:
                cells[place] = UNREAD
        yield mark.join(cells) + b"\n"
