"""A file's text as a table of text, whatever stands before its header and after its last row."""

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import polars as pl

from groundgame.campaign.register.importing.errors import RegisterFileError

SEPARATORS = (",", "\t", ";", "|")
HEADER_WITHIN = 40
LONGEST_CELL_LINES = 4
LONGEST_CELL = 100_000
NEVER_CLOSED = "A quotation mark that opens on line {} is never closed. Correct the line."


@dataclass(frozen=True, slots=True)
class Header:
    """Where a file's header stands: how many lines before it, what parts its cells, and the cells as written.

    Some software writes none: then the names are ours, `written` is false and the rows begin after `lines_before`.
    """

    lines_before: int
    separator: str
    names: tuple[str, ...]
    written: bool = True

    @property
    def rows_after(self) -> int:
        """How many lines stand before the first row."""
        return self.lines_before + self.written

    def body_of(self, text: str) -> str:
        """Return what stands below the header."""
        parts = text.split("\n", self.rows_after)
        return parts[-1] if len(parts) > self.rows_after else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows below a header, every cell text without spaces round it, "" where empty.

    `frame` has the header's columns by their plain names and `record`, which `line_of` turns into the file's line.
    """

    body: str
    header: Header
    frame: pl.DataFrame

    def line_of(self, record: int) -> int:
        """Return the number, from 1, of the file's line on which a record begins."""
        return self.lines_of([record])[0]

    def lines_of(self, records: Sequence[int]) -> list[int]:
        """Return the lines on which records begin, which are given in their order."""
        if not records:
            return []
        reader, read, lines = csv.reader(io.StringIO(self.body), delimiter=self.header.separator), 0, []
        for record in records:
            for _ in range(read, record - 1):
                next(reader, None)
            read = record - 1
            lines.append(self.header.rows_after + reader.line_num + 1)
        return lines


def plain(name: str) -> str:
    """Return a column's name as it is compared. Nothing of it is kept: a line tried as a header may name people.

    >>> plain("Elector Number_Prefix ")
    'electornumberprefix'
    """
    return "".join(filter(str.isalnum, name.lower()))


@lru_cache(maxsize=1024)
def plain_word(name: str) -> str:
    """Return the same of a name that a layout has, kept: each line that may be a header is held against all layouts."""
    return plain(name)


def candidate_headers(text: str) -> list[Header]:
    """Return the first lines of a file, each read as a header with each separator that stands in it."""
    lines = text[:100_000].split("\n")[:HEADER_WITHIN]
    return [
        Header(index, separator, tuple(next(csv.reader([line], delimiter=separator), [])))
        for index, line in enumerate(lines)
        for separator in SEPARATORS
        if separator in line
    ]


def cells_of(text: str, header: Header, most: int | None = None) -> Iterator[list[str]]:
    """Yield the cells of the rows below a header, of the first `most` alone where that is given."""
    reader = csv.reader(io.StringIO(header.body_of(text)), delimiter=header.separator)
    with suppress(csv.Error):  # a row that no reader can take is refused with its line when the sheet is read
        yield from islice(reader, most)


def read_sheet(text: str, header: Header) -> Sheet:
    """Read what stands below the header. Rows with nothing, or with one cell alone of several, are no entries.

    Raises:
        RegisterFileError: if there are none, a row has more cells than the header, or a quotation mark is never closed.
    """
    body = header.body_of(text)
    names = told(header.names)
    raw = _read_fast(body, header, names)
    if raw is None:
        raw = _read_carefully(body, header, names)
    cells = raw.with_columns(pl.all().fill_null("").str.strip_chars()).with_row_index("record", offset=1)
    filled = pl.sum_horizontal(pl.col(name) != "" for name in names)
    repeated = pl.all_horizontal(
        pl.col(name) == pl.lit(cell.strip()) for name, cell in zip(names, header.names, strict=True)
    )
    _check_cells(Sheet(body, header, cells))
    frame = cells.filter(filled >= min(2, len(names)), ~repeated)
    if frame.is_empty():
        raise RegisterFileError("The file has a header but no entries below it. Ask for the file again.")
    return Sheet(body, header, frame)


def _check_cells(sheet: Sheet) -> None:
    """Refuse a cell so long that it must have swallowed the rest of the file."""
    longest = pl.max_horizontal(pl.all().exclude("record").str.len_bytes())
    long = sheet.frame.select("record", longest=longest).filter(pl.col("longest") > LONGEST_CELL)
    if not long.is_empty():
        raise RegisterFileError(NEVER_CLOSED.format(sheet.line_of(long["record"][0])))


def told(names: Sequence[str]) -> list[str]:
    """Return the plain names, told apart where two are alike or empty; `record` is ours."""
    seen = {"record": 1}
    apart = []
    for index, name in enumerate(names):
        key = plain(name) or f"column{index + 1}"
        seen[key] = seen.get(key, 0) + 1
        apart.append(key if seen[key] == 1 else f"{key}.{seen[key]}")
    return apart


def _read_fast(body: str, header: Header, names: list[str]) -> pl.DataFrame | None:
    """Read a well-formed body, or return None where a careful look is needed."""
    try:
        return pl.read_csv(
            body.encode(),
            has_header=False,
            separator=header.separator,
            schema=dict.fromkeys(names, pl.String),
            empty_string_is_null=False,
            truncate_ragged_lines=False,
        )
    except pl.exceptions.PolarsError:
        return None


def _read_carefully(body: str, header: Header, names: list[str]) -> pl.DataFrame:
    reader = csv.reader(io.StringIO(body), delimiter=header.separator)
    rows = []
    line = header.rows_after + 1
    try:
        for cells in reader:
            _check_row(cells, line, len(names))
            rows.append((cells + [""] * len(names))[: len(names)])
            line = header.rows_after + 1 + reader.line_num
    except csv.Error as error:
        raise RegisterFileError(f"Line {line} cannot be read as CSV ({error}). Correct the line.") from error
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")


def _check_row(cells: list[str], line: int, width: int) -> None:
    extra = [cell for cell in cells[width:] if cell.strip()]
    if extra:
        raise RegisterFileError(
            f"Line {line} has {len(cells)} columns where the header has {width}; the first too many is {extra[0]!r}. "
            "Put quotation marks round a cell that holds a comma."
        )
    if any(cell.count("\n") >= LONGEST_CELL_LINES for cell in cells):
        raise RegisterFileError(NEVER_CLOSED.format(line))
