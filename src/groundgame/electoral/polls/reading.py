"""A user's own polls, from a CSV file: checked row by row, all of it or nothing."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import polars as pl

from groundgame.electoral.contests.parties import OTHER, UnknownPartyError, party_id
from groundgame.electoral.polls.csv_lines import csv_lines
from groundgame.electoral.polls.errors import PollsError
from groundgame.electoral.polls.table import UNNAMED, PollTable, national_polls, table_of

NEEDED = ("date", "pollster")
OPTIONAL = ("start", "sample")
MOST_PERCENT = 100.5
LEAST_PERCENT = 60.0
LONGEST_SAMPLE = len("10000000")


def read(path: Path, *, as_of: date | None = None) -> PollTable:
    """Read polls from a file: `date` (end of fieldwork), `pollster`, a column a party in percent; `start`, `sample`.

    A party's column is its id or any name of it in `party_names.csv`; `other` is what the rest of the poll said. An
    empty cell is a party that the poll did not give. Shares come back 0-1.

    Raises:
        PollsError: if the file, a column or a cell is wrong, or a poll ended before the record's first,
            or on or after `as_of`.
    """
    rows = [
        (line, _lowered(row)) for line, row in csv_lines(path, NEEDED, "date, pollster and a column for each party")
    ]
    if not rows:
        raise PollsError(f"{path} has no poll below its headings: add a line for each.")
    first = date.fromordinal(int(national_polls().end[0]))
    columns = _parties([name for name in rows[0][1] if name not in NEEDED + OPTIONAL])
    polls = [_poll(line, row, columns) | _days(line, row, first, as_of) for line, row in rows]
    known = national_polls().parties
    strange = sorted(set(columns.values()) - {*known, OTHER})
    if strange:
        raise PollsError(
            f"The averages are of {', '.join(known)}; {strange[0]!r} is not among them. Put it into the column 'other'."
        )
    schema: Mapping[str, type[pl.DataType]] = {
        "pollster": pl.String,
        "start": pl.Date,
        "end": pl.Date,
        "sample": pl.Float64,
    }
    frame = pl.DataFrame(polls, schema=dict(schema) | dict.fromkeys(known, pl.Float64))
    return table_of(frame, known)


def _lowered(row: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): cell for name, cell in row.items()}


def _parties(headings: Sequence[str]) -> dict[str, str]:
    """Return the party that each heading names."""
    found: dict[str, str] = {}
    for name in headings:
        party = _party(name)
        if party in found.values():
            raise PollsError(f"The column {name!r} is a second one of {party}: keep one.")
        found[name] = party
    if not found:
        raise PollsError("There is no column for a party: add one for each, headed by its name.")
    return found


def _party(name: str) -> str:
    for spelling in (name, name.upper(), name.title(), name.replace("_", "-"), name.replace(" ", "-")):
        try:
            return party_id(spelling)
        except UnknownPartyError:
            continue
    raise PollsError(f"No party is known as {name!r}: use an id such as labour or liberal-democrat, or 'other'.")


def _days(line: int, row: Mapping[str, str], first: date, as_of: date | None) -> dict[str, object]:
    """Return when fieldwork began and ended: no earlier than the record's first poll, and before `as_of`."""
    end = _day(line, "date", row["date"])
    start = _day(line, "start", row["start"]) if row.get("start") else end
    if start > end:
        raise PollsError(f"Line {line}: fieldwork began on {start} and ended on {end}: a poll ends after it begins.")
    if end < first:
        raise PollsError(
            f"Line {line}: the poll ended on {end}, before the record's first, of {first}: correct the day."
        )
    if as_of is not None and end >= as_of:
        raise PollsError(f"Line {line}: the poll ended on {end}, and the average is as of {as_of}: take it out.")
    return {"start": start, "end": end}


def _poll(line: int, row: Mapping[str, str], columns: Mapping[str, str]) -> dict[str, object]:
    percents = {party: _percent(line, name, row[name]) for name, party in columns.items()}
    total = sum(percent for percent in percents.values() if percent is not None)
    if not LEAST_PERCENT <= total <= MOST_PERCENT:
        raise PollsError(
            f"Line {line}: the parties add to {total:g}%: the shares of a poll add to about 100. "
            "Correct them; what is of no column goes into 'other'."
        )
    shares: dict[str, object] = {
        party: None if percent is None else percent / 100 for party, percent in percents.items() if party != OTHER
    }
    return {"pollster": row["pollster"] or UNNAMED, "sample": _sample(line, row)} | shares


def _day(line: int, name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise PollsError(f"Line {line}: {name} {text!r} is no day: write it as 2024-07-03.") from None


def _percent(line: int, name: str, text: str) -> float | None:
    if not text:
        return None
    try:
        value = float(text.removesuffix("%"))
    except ValueError:
        raise PollsError(f"Line {line}: {name} {text!r} is no percentage: write a number such as 34 or 34.5.") from None
    if not 0 <= value <= 100:
        raise PollsError(f"Line {line}: {name} {text} is no percentage: it must be between 0 and 100.")
    return value


def _sample(line: int, row: Mapping[str, str]) -> float | None:
    text = row.get("sample", "").replace(",", "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_SAMPLE) or int(text) == 0:
        raise PollsError(
            f"Line {line}: sample {row['sample'][:20]!r} is no number of people: write one, or leave it empty."
        )
    return float(text)
