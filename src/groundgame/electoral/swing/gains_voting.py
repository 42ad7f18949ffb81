"""Which councils voted in a year, and when their seats had last been fought."""

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import polars as pl

from groundgame.electoral.contests import record

LONDON_FIRST_YEAR = 1974
TERM_YEARS = 4
# The elections of 2020 were put off for a year.
PUT_OFF = {2020: 2021}
# A council elects a third of its seats or more; where fewer were filled these were by-elections.
LEAST_OF_SEATS = 0.25
# Of that year the source sums the divisions of counties under the districts that they lie in, which did not all vote.
NOT_KNOWN = {2021}
# Words that a source adds to a council's name, or leaves out.
DRESSING = {"and", "the", "of", "city", "on", "upon"}


class NoGainsError(LookupError):
    """The record does not say what was gained and lost."""


@cache
def voting(year: int, area: str) -> frozenset[str]:
    """Return the names, made alike, of the councils that voted in a year; by-elections are none of its elections.

    Raises:
        NoGainsError: if the record does not say which they were.
    """
    if area == "london":
        return _london(year)
    whole = record().frame("council_results").filter(pl.col("year") == year)["authority"]
    names = frozenset(alike(name) for name in whole) | _elected(year)
    if not names or year in NOT_KNOWN:
        raise NoGainsError(
            f"The record does not say which councils voted in {year}; it does for 2016-2019 and 2022-2025."
        )
    return names


def when_fought(names: frozenset[str], year: int, area: str) -> Mapping[int, frozenset[str]]:
    """Return in which years the seats of a year's elections were last fought, with the councils, the usual year first.

    Four years before; five where a council is known to have voted then and not four years before, as in Wales for 2022.
    """
    usual, earlier = last_fought(year), year - TERM_YEARS - 1
    then = _known(usual)
    longer = names & _known(earlier) - then if then and area != "london" else frozenset()
    return {usual: names - longer} | ({earlier: longer} if longer else {})


def last_fought(year: int) -> int:
    """Return the year in which most seats of a year's elections were last fought."""
    before = year - TERM_YEARS
    return PUT_OFF.get(before, before)


@cache
def alike(name: str) -> str:
    """Return a council's name without what sources write differently.

    >>> alike("Kingston Upon Hull, City of") == alike("Hull")
    True
    """
    words = re.findall(r"[a-z]+", name.lower())
    plain = " ".join(word for word in words if word not in DRESSING)
    return _aliases().get(plain, plain)


def _elected(year: int) -> frozenset[str]:
    """Return the councils of which enough seats were filled in a year for an election of its own."""
    won = record().frame("council_seats_won").filter(pl.col("year") == year)
    filled = won.group_by("authority").agg(pl.col("seats_won").sum())
    control = record().frame("council_control").filter(pl.col("year") == year)
    seats = {alike(name): total for name, total in control.select("authority", "total").iter_rows()}
    return frozenset(
        alike(name) for name, count in filled.iter_rows() if count >= LEAST_OF_SEATS * seats.get(alike(name), 0)
    )


def _known(year: int) -> frozenset[str]:
    """Return the councils that voted in a year, or none where the record does not say."""
    try:
        return voting(year, "gb")
    except NoGainsError:
        return frozenset()


@cache
def _aliases() -> Mapping[str, str]:
    text = files(__package__).joinpath("gains_names.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {
        row["name"].lower(): " ".join(
            word for word in row["authority"].lower().replace("-", " ").split() if word not in DRESSING
        )
        for row in rows
    }


def _london(year: int) -> frozenset[str]:
    if (year - LONDON_FIRST_YEAR) % TERM_YEARS or year < LONDON_FIRST_YEAR + TERM_YEARS:
        raise NoGainsError(f"London's boroughs did not vote in {year}: they do every four years, in 2022, 2018, 2014…")
    table = record().frame("borough_control").filter(pl.col("year") == year)
    if table.is_empty():
        raise NoGainsError(f"The record has no London boroughs of {year} yet.")
    return frozenset(alike(name) for name in table["authority"])
