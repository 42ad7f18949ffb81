"""Which election somebody means: a contest's id, an election's id, or a short name such as `general:2005`."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

import polars as pl

from groundgame.electoral.contests.named import KINDS, SeveralTiersError, contests_named, nearest_ids
from groundgame.electoral.places import LONDON
from groundgame.electoral.swing.elections import TIERS, is_whole, levels
from groundgame.electoral.swing.from_contests import as_date
from groundgame.electoral.swing.seat_levels import seat_years

SHORT = re.compile(r"([a-z]+):(\d{4})(-\d\d)?(-\d\d)?")


class ElectionError(LookupError):
    """There is no such election, or two cannot be compared; the sentence says what can be."""


@dataclass(frozen=True, slots=True)
class Election:
    """An election of London, or some of its contests.

    `date` is None where the record knows a borough election by its seats alone, and so by its year. `areas` are the
    codes of the contests meant, None for all. `name` is the short name, or the id that was typed.
    """

    tier: str
    year: int
    date: date | None
    name: str
    areas: frozenset[str] | None = None


def find_election(text: str) -> Election:
    """Return the election that a contest's id, an election's id or a short name means.

    A contest: `parl.enfield-north.2005-05-05`. Several: `parl.2005-05-05`, `local.barnet.2018-05-03`. A short name is
    `general`, `borough`, `mayor`, `assembly` or `list`, a colon and a year, with a month where a year had two:
    `general:1974-10`.

    Raises:
        ElectionError: if there is none, or more than one.
    """
    wanted = text.strip()
    short = SHORT.fullmatch(wanted.lower())
    if short is not None:
        return _by_short_name(wanted.lower(), short[1])
    try:
        contests = contests_named(wanted)
    except SeveralTiersError as error:
        raise ElectionError(str(error)) from error
    if contests.is_empty():
        raise ElectionError(_unknown(wanted))
    return _of_contests(wanted, contests)


@cache
def elections_of(tier: str) -> tuple[Election, ...]:
    """Return the elections of a tier that London is known to have held, oldest first; by-elections are left out.

    Raises:
        ElectionError: if the tier is none of `TIERS`.
    """
    kind = next((kind for kind, each in KINDS.items() if each == tier), None)
    if kind is None:
        raise ElectionError(f"There is no tier {tier!r}; there are {', '.join(TIERS)}.")
    days = sorted({one.date for one in levels() if one.tier == tier and is_whole(one)})
    years = [day.year for day in days]
    voted = [Election(tier, day.year, day, _short(kind, day, years)) for day in days]
    seats = [Election(tier, year, None, f"{kind}:{year}") for year in seat_years() if year not in years]
    return tuple(sorted(voted + (seats if tier == "borough" else []), key=lambda one: (one.year, one.name)))


def _short(kind: str, day: date, years: list[int]) -> str:
    return f"{kind}:{day.year}" if years.count(day.year) == 1 else f"{kind}:{day:%Y-%m}"


def _by_short_name(wanted: str, kind: str) -> Election:
    if kind not in KINDS:
        raise ElectionError(f"There is no kind of election {kind!r}; there are {', '.join(KINDS)}.")
    every = elections_of(KINDS[kind])
    when = wanted.removeprefix(f"{kind}:")
    found = [one for one in every if str(one.date or one.year).startswith(when)]
    if len(found) == 1:
        return found[0]
    if found:
        raise ElectionError(f"There were two in {when}: {' and '.join(one.name for one in found)}.")
    if int(when[:4]) < every[0].year:
        raise ElectionError(f"{wanted!r} is before the record, whose first is {every[0].name}.")
    raise ElectionError(f"There is no {wanted!r} in the record. It has {', '.join(one.name for one in every)}.")


def _of_contests(wanted: str, contests: pl.DataFrame) -> Election:
    """Date contests by their election: a ward whose poll was put off belongs to the day of the others."""
    london = contests.filter(pl.col("area") != LONDON)
    areas = frozenset(london["area"].to_list()) if wanted.count(".") > 1 else None
    day = as_date(contests["day"].min())
    return Election(contests["tier"][0], day.year, day, wanted, areas or None)


def _unknown(wanted: str) -> str:
    return (
        f"The record has no election {wanted!r}. Nearest ids: {nearest_ids(wanted)}. "
        "Or name one as general:2005, borough:2018, mayor:2021, assembly:2021 or list:2021."
    )
