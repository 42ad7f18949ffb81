"""Counts of areas read from a CSV file."""

import csv
import math
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from groundgame.electoral.places.carrying import CarryError

# Files of votes elsewhere call the party an option.
PARTY = ("party", "option")
# More than there are people is a slip of the hand.
MOST_VOTES = 1e10


def counts_from_file(path: Path) -> pl.DataFrame:
    """Return area, party and votes of a CSV file with those columns (`option` stands for `party`), UTF-8.

    Raises:
        CarryError: if the file cannot be read or holds no votes, a column is missing, a number of votes is none, or a
            party stands twice in an area.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            party = _party_column(path, reader.fieldnames or [])
            rows = _rows(path, reader, party)
    except UnicodeDecodeError as error:
        raise CarryError(
            f"{path}: it is no text in UTF-8, from byte {error.start + 1} on; save it as UTF-8."
        ) from error
    except (OSError, csv.Error) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise CarryError(f"{path}: it cannot be read ({why}); give a CSV file of area,party,votes.") from error
    if not rows:
        raise CarryError(f"{path}: there are no votes under its first line; give lines of area,party,votes.")
    return pl.DataFrame(rows, {"area": pl.String, "party": pl.String, "votes": pl.Float64}, orient="row")


def _rows(path: Path, reader: "csv.DictReader[str]", party: str) -> list[tuple[str, str, float]]:
    rows: dict[tuple[str, str], float] = {}
    for row in reader:
        key = (row["area"], row[party])
        if key in rows:
            raise CarryError(f"{path}, line {reader.line_num}: {key[0]!r} has {key[1]!r} twice; give each once.")
        rows[key] = _votes(path, reader.line_num, row["votes"])
    return [(*key, votes) for key, votes in rows.items()]


def _party_column(path: Path, columns: Sequence[str]) -> str:
    if not columns:
        raise CarryError(f"{path}: it is empty; give lines of area,party,votes.")
    missing = [name for name in ("area", "votes") if name not in columns]
    found = [name for name in PARTY if name in columns]
    if missing or not found:
        named = ", ".join([*missing, *([] if found else ["party"])])
        raise CarryError(f"{path}: there is no column {named}; the first line names area,party,votes.")
    return found[0]


def _votes(path: Path, line: int, text: str | None) -> float:
    try:
        number = float(text or "")
    except ValueError:
        number = math.nan
    if not 0 <= number <= MOST_VOTES:
        raise CarryError(f"{path}, line {line}: {text!r} is no number of votes; give one from 0 to {MOST_VOTES:,.0f}.")
    return number
