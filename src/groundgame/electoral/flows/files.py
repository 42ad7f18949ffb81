"""Votes from a file of `area,option,votes`, one line each; what is wrong is said with its line and value."""

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from groundgame.electoral.flows.answers import FlowsError
from groundgame.electoral.flows.tables import AREA, Vote, checked

COLUMNS = (AREA, "option", "votes")
ELECTORS = "electors"
LONGEST = 10
"""No count of people has more digits."""


def vote_from_file(path: Path) -> Vote:
    """Return the vote that a file holds: a heading `area,option,votes`, then a line an area and option.

    An option that an area does not name has no votes there.

    Raises:
        FlowsError: if the file cannot be read, or a line is impossible.
    """
    cells: dict[tuple[str, str], int] = {}
    for line, (area, option, votes) in _lines(path, COLUMNS):
        if (area, option) in cells:
            raise FlowsError(f"{path}, line {line}: {option!r} in {area!r} stands twice; give each once.")
        cells[area, option] = _count(votes, path, line)
    return checked(_as_vote(path, cells))


def electors_from_file(path: Path) -> Vote:
    """Return the electors of each area from a file of `area,electors`.

    Raises:
        FlowsError: if the file cannot be read, or a line is impossible.
    """
    cells: dict[tuple[str, str], int] = {}
    for line, (area, electors) in _lines(path, (AREA, ELECTORS)):
        if (area, ELECTORS) in cells:
            raise FlowsError(f"{path}, line {line}: {area!r} stands twice; give each area once.")
        cells[area, ELECTORS] = _count(electors, path, line)
    return checked(_as_vote(path, cells))


def _as_vote(path: Path, cells: dict[tuple[str, str], int]) -> Vote:
    areas = {area: index for index, area in enumerate(sorted({area for area, _ in cells}))}
    options = {option: index for index, option in enumerate(dict.fromkeys(option for _, option in cells))}
    counts = np.zeros((len(areas), len(options)), dtype=np.int64)
    for (area, option), votes in cells.items():
        counts[areas[area], options[option]] = votes
    return Vote(str(path), tuple(areas), tuple(options), counts)


def _lines(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    """Give each line's number and the values of the columns, stripped."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise FlowsError(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise FlowsError(
            f"{path} is no text in UTF-8: byte {error.start + 1} is {error.object[error.start]}."
        ) from None
    rows = _rows(text, path)
    heading = [name.strip().lower() for name in next(rows, (1, []))[1]]
    if not any(heading):
        raise FlowsError(f"{path} has no heading in its first line; it must be {','.join(columns)}.")
    missing = [name for name in columns if name not in heading]
    if missing:
        raise FlowsError(
            f"{path}, line 1: there is no column {missing[0]!r} in {', '.join(heading)!r}; "
            f"the first line must be {','.join(columns)}."
        )
    found = False
    for line, row in rows:
        if any(value.strip() for value in row):
            found = True
            yield line, _values(row, heading, columns, path, line)
    if not found:
        raise FlowsError(f"{path} has a heading and no votes under it.")


def _rows(text: str, path: Path) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(text.splitlines())
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise FlowsError(
            f"{path}, line {reader.line_num}: this is no CSV ({error}); a quotation mark may stay open."
        ) from None


def _values(row: list[str], heading: list[str], columns: tuple[str, ...], path: Path, line: int) -> list[str]:
    if len(row) > len(heading):
        raise FlowsError(
            f"{path}, line {line}: there are {len(row)} cells under {len(heading)} columns. Write 1200, not 1,200, and "
            "put a name with a comma between quotation marks."
        )
    values = [row[heading.index(name)].strip() if heading.index(name) < len(row) else "" for name in columns]
    for name, value in zip(columns, values, strict=True):
        if not value:
            raise FlowsError(f"{path}, line {line}: {name!r} is empty.")
    return values


def _count(text: str, path: Path, line: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST):
        raise FlowsError(f"{path}, line {line}: {text!r} is no count of votes; give a whole number, 0 or more.")
    return int(text)
