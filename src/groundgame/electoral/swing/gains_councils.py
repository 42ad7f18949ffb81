"""Which councils voted in a year, and who held their seats in any other."""

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import polars as pl

from groundgame.electoral.contests import parties, record

LONDON_FIRST_YEAR = 1974
TERM_YEARS = 4
# The elections of 2020 were put off for a year.
PUT_OFF = {2020: 2021}
NOT_PARTIES = ("year", "area", "authority", "total", "control", "control_party")
# Words that a source adds to a council's name, or leaves out.
DRESSING = {"and", "the", "of", "city", "on", "upon"}


class NoGainsError(LookupError):
    """The record does not say what was gained and lost."""


def voting(year: int, area: str) -> frozenset[str]:
    """Return the names, made alike, of the councils that voted in a year.

    Raises:
        NoGainsError: if the record does not say which they were.
    """
    if area == "london":
        return _london(year)
    tables = [record().frame(name) for name in ("council_seats_won", "council_results")]
    names = {name for table in tables for name in table.filter(pl.col("year") == year)["authority"]}
    if not names:
        raise NoGainsError(
            f"The record does not say which councils voted in {year}; it does for 2016-2019 and 2021-2025."
        )
    return frozenset(alike(name) for name in names)


def last_fought(year: int, area: str) -> int:
    """Return the year in which the seats of a year's elections were last fought."""
    before = year - TERM_YEARS
    return before if area == "london" else PUT_OFF.get(before, before)


def before_and_after(names: frozenset[str], year: int, area: str) -> pl.DataFrame:
    """Return who held these councils in a year: name, control_party,  party and seats, one row a council and party."""
    table = _control(year, area)
    chosen = table.with_columns(name=pl.col("authority").map_elements(alike, return_dtype=pl.String))
    counted = [name for name in table.columns if name not in NOT_PARTIES]
    kept = chosen.filter(pl.col("name").is_in(names)).unique("name", maintain_order=True)
    long = kept.unpivot(counted, index=["name", "control_party"], variable_name="party", value_name="seats")
    return long.with_columns(pl.col("seats").fill_null(0))


def apart(year: int, area: str) -> frozenset[str]:
    """Return the parties that the source counts by themselves in a year: before 2016, the larger ones."""
    table = _control(year, area)
    return frozenset(name for name in table.columns if name in parties() and (table[name].sum() or 0) > 0)


def _control(year: int, area: str) -> pl.DataFrame:
    return record().frame("borough_control" if area == "london" else "council_control").filter(pl.col("year") == year)


def published_changes(year: int) -> Mapping[str, int]:
    """Return each party's change over whole councils as the House of Commons Library worked it out, or nothing."""
    table = record().frame("council_results").filter(pl.col("year") == year)
    sums = table.group_by("party", "moment").agg(pl.col("seats").sum().cast(pl.Int64))
    wide = {(party, moment): seats for party, moment, seats in sums.iter_rows()}
    return {party: wide.get((party, "after"), 0) - wide.get((party, "before"), 0) for party, _ in sorted(wide)}


@cache
def alike(name: str) -> str:
    """Return a council's name without what sources write differently.

    >>> alike("Kingston Upon Hull, City of") == alike("Hull")
    True
    """
    words = re.findall(r"[a-z]+", name.lower())
    plain = " ".join(word for word in words if word not in DRESSING)
    return _aliases().get(plain, plain)


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
