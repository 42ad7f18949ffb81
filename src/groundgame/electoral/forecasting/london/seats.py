"""The wards of a borough election and the councillors each elects, as the orders in force fix them."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from groundgame.electoral.forecasting.errors import ForecastError


@dataclass(frozen=True, eq=False)
class Wards:
    """The wards of one set, sorted by code: codes, boroughs, and councillors of each."""

    boundary_set: str
    codes: tuple[str, ...]
    boroughs: tuple[str, ...]
    seats: npt.NDArray[np.int64]


def wards_on(day: date) -> Wards:
    """Return the wards in which London's boroughs vote on a day.

    Source: `ward_seats.csv`, what the electoral changes orders of the boroughs had fixed by 2014, 2018 and 2022.

    Raises:
        ForecastError: if the day is before the first set.
    """
    first = [start for start in _sets() if start <= day]
    if not first:
        raise ForecastError(f"The wards of {day} are not in the record; it begins with those of {min(_sets())}.")
    return _sets()[max(first)]


@cache
def _sets() -> dict[date, Wards]:
    text = files("groundgame.electoral.forecasting").joinpath("ward_seats.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    return {date.fromisoformat(day): _wards([row for row in rows if row["from"] == day]) for day in _days(rows)}


def _days(rows: list[dict[str, str]]) -> list[str]:
    return sorted({row["from"] for row in rows})


def _wards(rows: list[dict[str, str]]) -> Wards:
    return Wards(
        boundary_set=rows[0]["boundary_set"],
        codes=tuple(row["ward"] for row in rows),
        boroughs=tuple(row["borough"] for row in rows),
        seats=np.array([int(row["seats"]) for row in rows]),
    )
