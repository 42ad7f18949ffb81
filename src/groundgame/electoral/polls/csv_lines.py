"""The lines of a user's CSV file, each with its number; what is wrong with the file as a file is said here."""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path

from groundgame.electoral.polls.errors import PollsError

# No heading can be so: it would have been stripped.
REST = " "


def csv_lines(path: Path, needed: Sequence[str], what: str) -> list[tuple[int, dict[str, str]]]:
    """Return the line number and the cells of each row, by heading; `what` says what the file is to hold.

    Spaces around headings and cells are taken off; the headings that are needed may be in capitals.

    Raises:
        PollsError: if the file cannot be read, lacks a heading, repeats one, or a row has more cells than headings.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise PollsError(f"{path} cannot be read ({error.strerror}): give a CSV file in UTF-8.") from None
    except UnicodeDecodeError as error:
        raise PollsError(
            f"{path} is no text in UTF-8, from byte {error.start + 1} on: save it as CSV in UTF-8."
        ) from None
    reader = csv.DictReader(StringIO(text, newline=""))
    try:
        reader.fieldnames = [_heading(name, needed) for name in reader.fieldnames or []]
        _check(path, reader.fieldnames, needed, what)
        return list(_rows(reader))
    except csv.Error as error:
        raise PollsError(
            f"{path}, line {reader.line_num}, is not CSV ({error}): look for a lost quotation mark."
        ) from None


def _heading(name: str, needed: Sequence[str]) -> str:
    plain = name.strip()
    return plain.lower() if plain.lower() in needed else plain


def _check(path: Path, headings: Sequence[str], needed: Sequence[str], what: str) -> None:
    known = [name.lower() for name in headings]
    if not known:
        raise PollsError(f"{path} is empty: it needs {what}.")
    missing = [name for name in needed if name not in known]
    if missing:
        raise PollsError(f"{path} has no column {missing[0]!r}: it needs {what}.")
    twice = next((name for name in known if known.count(name) > 1), None)
    if twice is not None:
        raise PollsError(f"{path} has two columns of one name, {twice!r}: keep one of them.")


def _rows(reader: "csv.DictReader[str]") -> Iterator[tuple[int, dict[str, str]]]:
    reader.restkey = REST
    for row in reader:
        if row.pop(REST, None):
            raise PollsError(
                f"Line {reader.line_num} has more cells than there are columns: write 1200 and not 1,200, and put "
                "a name with a comma in quotation marks."
            )
        yield reader.line_num, {name: (cell or "").strip() for name, cell in row.items()}
