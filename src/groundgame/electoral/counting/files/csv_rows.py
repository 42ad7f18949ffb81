"""The rows of a CSV file, like ones together, with the line of each."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from groundgame.electoral.counting.files.broken import FileError
from groundgame.electoral.counting.files.text import decode

Cells = tuple[str, ...]
COUNTED = ("count", "papers")
SECTION = "section"


@dataclass(frozen=True)
class Heading:
    """The first row: `columns` as written, and which of them says how many papers, or of which section."""

    columns: Cells
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
        return [place for place in range(len(self.columns)) if place not in {self.counted, self.section}]


def rows(data: bytes, heading: Heading) -> Iterator[tuple[Cells, int, int]]:
    """Give each different row after the heading, how often it stands there, and the line of the first such.

    Raises:
        FileError: if a row has more cells than the heading.
    """
    _, _, body = data.partition(b"\n")
    together = Counter(io.BytesIO(body))
    plain = b'"' not in body or not any(line.count(b'"') % 2 for line in together)
    for cells, times, line in _alike(body, together, heading) if plain else _each(body, heading):
        if len(cells) > len(heading.columns):
            raise FileError(
                f"{len(cells)} cells under {len(heading.columns)} headings; quote a cell with a comma", line
            )
        if any(cells):
            yield cells + ("",) * (len(heading.columns) - len(cells)), times, line


def _alike(body: bytes, together: Counter[bytes], heading: Heading) -> Iterator[tuple[Cells, int, int]]:
    lines = _first_lines(body, together)
    reader = csv.reader((decode(raw) for raw in together if raw.strip()), delimiter=heading.delimiter)
    for (raw, times), cells in zip(((r, n) for r, n in together.items() if r.strip()), reader, strict=True):
        yield tuple(map(str.strip, cells)), times, lines[raw]


def _first_lines(body: bytes, together: Counter[bytes]) -> dict[bytes, int]:
    if len(together) == body.count(b"\n") + (not body.endswith(b"\n")):
        return {raw: line for line, raw in enumerate(together, start=2)}
    lines: dict[bytes, int] = {}
    for line, raw in enumerate(io.BytesIO(body), start=2):
        lines.setdefault(raw, line)
    return lines


def _each(body: bytes, heading: Heading) -> Iterator[tuple[Cells, int, int]]:
    reader = csv.reader(io.StringIO(decode(body), newline=""), delimiter=heading.delimiter)
    try:
        for cells in reader:
            yield tuple(map(str.strip, cells)), 1, reader.line_num + 1
    except csv.Error as error:
        raise FileError(f"its quotes do not close ({error}); end each quoted cell with a quote", None) from None
