"""Blocs: the parties that a seat model follows from election to election, each with its successors.

A bloc is a column of every array in this package; `blocs.csv` says which party belongs to which, and their order.
"""

import csv
from functools import cache
from importlib.resources import files

from groundgame.electoral.contests.parties import OTHER

NATIONAL, POPULIST = "national", "populist-right"
# The order of rows in every array by nation.
NATIONS = ("England", "Scotland", "Wales")


@cache
def _rows() -> tuple[tuple[str, str], ...]:
    text = files(__package__).joinpath("blocs.csv").read_text(encoding="utf-8")
    return tuple((row["party"], row["bloc"]) for row in csv.DictReader(text.splitlines()))


@cache
def blocs() -> tuple[str, ...]:
    """Return the blocs in the order of the columns; `other` is last, and holds every party that is not listed."""
    return tuple(dict.fromkeys(bloc for _, bloc in _rows()))


@cache
def column(bloc: str) -> int:
    """Return the column of a bloc."""
    return blocs().index(bloc)


def column_of_party(party: str) -> int:
    """Return the column of the bloc that a party belongs to.

    >>> column_of_party("plaid-cymru") == column_of_party("snp")
    True
    """
    return column(dict(_rows()).get(party, OTHER))
