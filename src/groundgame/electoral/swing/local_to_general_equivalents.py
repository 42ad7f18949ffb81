"""What each year's local elections were worth nationally: the published estimates, and ours where there is none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from groundgame.electoral.contests import record
from groundgame.electoral.contests.national import general_elections
from groundgame.electoral.contests.parties import OTHER
from groundgame.electoral.swing.local_to_general_days import local_day
from groundgame.electoral.swing.local_to_general_wards import raked_shares


class NoLocalsError(LookupError):
    """No local elections of this year can be read."""


@dataclass(frozen=True)
class Equivalent:
    """The national equivalent vote of a year's local elections: shares (0-1) by party, `other` the rest.

    `published` tells whether it is Rallings and Thrasher's; if not, it is our own estimate from wards.
    """

    year: int
    date: date
    shares: Mapping[str, float]
    published: bool


@cache
def equivalents() -> tuple[Equivalent, ...]:
    """Return the national equivalent of each year's local elections, oldest first.

    Left out are those held on the day of a general election, of which the table gives that election itself.
    """
    known = {one.year: one for one in published()}
    own = {year: own for year in ward_years() if year not in known and (own := own_estimate(year)) is not None}
    return tuple(one for _, one in sorted((known | own).items()) if one.date not in general_elections())


@cache
def published() -> tuple[Equivalent, ...]:
    """Return Rallings and Thrasher's estimates, oldest first."""
    rows = record().frame("national_equivalent_vote").iter_rows()
    years: dict[int, dict[str, float]] = {}
    for year, party, share in rows:
        years.setdefault(year, {})[party] = share
    return tuple(Equivalent(year, local_day(year), shares, published=True) for year, shares in years.items())


@cache
def own_estimate(year: int) -> Equivalent | None:
    """Estimate a year's national equivalent from the wards that voted in an earlier year too, whose own is published.

    None where there is no such year. Of several, the mean is taken, weighted by the wards in common.
    """
    found = [(raked_shares(base.year, year, base.shares)) for base in published() if base.year < year]
    raked = [(shares, wards) for shares, wards in (one for one in found if one is not None)]
    if not raked:
        return None
    whole = sum(wards for _, wards in raked)
    parties = sorted({party for shares, _ in raked for party in shares if party != OTHER})
    shares = {party: sum(shares.get(party, 0.0) * wards for shares, wards in raked) / whole for party in parties}
    return Equivalent(year, local_day(year), shares | {OTHER: 1 - sum(shares.values())}, published=False)


def ward_years() -> list[int]:
    """Return the years of which there are results by ward, oldest first."""
    return sorted(int(year) for year in record().frame("local_ward_votes")["year"].unique())


def latest_before(day: date) -> Equivalent:
    """Return the last national equivalent before a day.

    Raises:
        NoLocalsError: if there is none.
    """
    found = [one for one in equivalents() if one.date < day]
    if not found:
        raise NoLocalsError(f"No local elections before {day} can be read: the record of them begins in 1980.")
    return found[-1]
