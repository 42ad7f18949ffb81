"""The layout of a file of results: CSV, one candidate a line, named columns in any order."""

import csv
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from groundgame.electoral.contests.additions.errors import AdditionError, at_line

REQUIRED = ("contest", "candidate", "party", "votes", "elected")
OPTIONAL = ("electorate", "seats", "rule", "ballots", "rejected")
LARGEST_FILE_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file, as text by column, with its number in the file."""

    number: int
    fields: dict[str, str]


def read_lines(content: bytes) -> list[Line]:
    """Return the lines of a file, without the blank ones.

    Raises:
        AdditionError: if it is no text, no CSV, has wrong columns, or has no candidate.
    """
    records = _records(_decoded(content))
    if not records:
        raise AdditionError(f"The file is empty; its first line names the columns: {', '.join(REQUIRED)}.")
    (first, header), *rest = records
    columns = [name.strip().lower() for name in header]
    _check_columns(first, columns)
    lines = [_line(number, columns, row) for number, row in rest]
    if not lines:
        raise AdditionError("The file has a header and no candidate; put one candidate on each line below it.")
    return lines


def _decoded(content: bytes) -> str:
    if len(content) > LARGEST_FILE_BYTES:
        raise AdditionError(f"The file has {len(content):,} bytes, over {LARGEST_FILE_BYTES:,}: split it by election.")
    if b"\0" in content:
        raise AdditionError("The file is not text: it holds NUL bytes. Save the sheet as CSV (UTF-8) and add that.")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            where = content.count(b"\n", 0, error.start) + 1
            wrong = content[error.start]
    raise at_line(where, f"byte {wrong:#04x} is neither UTF-8 nor Windows-1252. Save the sheet as CSV (UTF-8).")


def _records(text: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    ends = [0]
    records = []
    try:
        for row in reader:
            records.append(row)
            ends.append(reader.line_num)
    except csv.Error as error:
        sentence = f"this is no CSV ({error}). Put a field that holds commas or quotes in double quotes."
        raise at_line(reader.line_num or 1, sentence) from error
    starts = [start + 1 for start, _ in pairwise(ends)]
    return [(start, row) for start, row in zip(starts, records, strict=True) if any(field.strip() for field in row)]


def _check_columns(number: int, columns: list[str]) -> None:
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        raise at_line(
            number, f"the column {missing[0]!r} is missing. The columns are {', '.join(REQUIRED + OPTIONAL)}."
        )
    unknown = [name for name in columns if name not in REQUIRED + OPTIONAL]
    if unknown:
        raise at_line(
            number, f"there is no column {unknown[0]!r}. Take it out, or name it as one of {', '.join(OPTIONAL)}."
        )
    twice = [name for name, times in Counter(columns).items() if times > 1]
    if twice:
        raise at_line(number, f"the column {twice[0]!r} stands twice. Take one of them out.")


def _line(number: int, columns: list[str], row: list[str]) -> Line:
    if len(row) != len(columns):
        sentence = f"{len(row)} fields where the header names {len(columns)}. Put a name that holds a comma in quotes."
        raise at_line(number, sentence)
    return Line(number, dict(zip(columns, (field.strip() for field in row), strict=True)))
