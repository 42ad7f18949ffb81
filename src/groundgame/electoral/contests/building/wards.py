"""The wards' names as the Office for National Statistics spells them, and the polls held on another day."""

import csv
from datetime import date
from importlib.resources import files
from pathlib import Path

import polars as pl

from groundgame.electoral.places.building.names import area_names


def ward_names(folder: Path, year: int) -> pl.DataFrame:
    """Return `ward_gss` and `ward_name` of the set of wards that a year's borough elections were held in."""
    names = area_names(folder).filter(pl.col("boundary_set") == f"ward{year % 100}")
    return names.select(ward_gss="code", ward_name="name")


def poll_days(year: int, ordinary: date) -> dict[str, date]:
    """Return the day of each ward's poll that was held after the ordinary day of its year, by the ward's code.

    The published file does not tell these days; `late_polls.csv` does.
    """
    text = files("groundgame.electoral.contests").joinpath("late_polls.csv").read_text(encoding="utf-8")
    rows = [(row["ward"], date.fromisoformat(row["date"])) for row in csv.DictReader(text.splitlines())]
    return {ward: day for ward, day in rows if day.year == year and day > ordinary}
