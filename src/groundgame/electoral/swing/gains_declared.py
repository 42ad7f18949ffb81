"""What broadcasters gave out on the night as gained and lost: a few years, from published reports."""

import csv
from collections.abc import Mapping
from importlib.resources import files


def declared(year: int) -> Mapping[str, tuple[int | None, int | None]]:
    """Return the declared change of councillors and of councils by party, in England; empty where we have none."""
    text = files(__package__).joinpath("gains_declared.csv").read_text(encoding="utf-8")
    rows = [row for row in csv.DictReader(text.splitlines()) if int(row["year"]) == year]
    return {row["party"]: (_count(row["councillors"]), _count(row["councils"])) for row in rows}


def _count(text: str) -> int | None:
    return int(text) if text else None
