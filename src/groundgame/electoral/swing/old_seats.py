"""London's Westminster seats of 1974-1992: in which borough each lay, and which two names mean one seat.

No seat crossed a borough's boundary then (Parliamentary Constituencies (England) Orders 1970 and 1983).
"""

import csv
from functools import cache
from importlib.resources import files


@cache
def borough_of_old_seat() -> dict[str, str]:
    """Return the borough's code of each seat of the boundary sets `pcon74` and `pcon83`."""
    return {row["seat"]: row["borough"] for row in _rows()}


@cache
def one_name() -> dict[str, str]:
    """Return, by code, the code under which the record has the same seat later: published names changed in 1974."""
    return {row["seat"]: row["same_as"] for row in _rows() if row["same_as"]}


def _rows() -> list[dict[str, str]]:
    text = files("groundgame.electoral.swing").joinpath("old_seats.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
