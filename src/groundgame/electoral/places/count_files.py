"""Counts of areas read from a CSV file."""

import csv
import math
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from groundgame.electoral.places.carrying import CarryError

# Files of votes elsewhere call the party an option.
PARTY = ("party", "option")


def counts_from_file(path: Path) -> pl.DataFrame:
    """Return area, party and votes of a CSV file with those columns (`option` stands for `party`), UTF-8.

    Raises:
        CarryError: if the file cannot be read, a column is missing, or a number of votes is none.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            party = _party_column(path, reader.fieldnames or [])
            rows = [(row["area"], row[party], _votes(path, reader.line_num, row["votes"])) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CarryError(f"{path}: it cannot be read ({error}); give a CSV file of area,party,votes.") from error
    return pl.DataFrame(rows, {"area": pl.String, "party": pl.String, "votes": pl.Float64}, orient="row")


def _party_column(path: Path, columns: Sequence[str]) -> str:
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
    if not (math.isfinite(number) and number >= 0):
        raise CarryError(f"{path}, line {line}: {text!r} is no number of votes; give one that is at least 0.")
    return number
