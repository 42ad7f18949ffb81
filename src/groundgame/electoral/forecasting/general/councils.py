"""Who holds the town halls of a seat: the one thing that is known of it between two general elections."""

from datetime import date
from functools import cache, lru_cache

import numpy as np

from groundgame.electoral.forecasting.general.blocs import blocs, column_of_party
from groundgame.electoral.forecasting.general.elections import Floats
from groundgame.electoral.places import read_table

# Words that many places share say nothing of which council a seat is in.
COMMON = frozenset(
    {"and", "of", "the", "upon", "on", "north", "south", "east", "west", "central", "mid", "city", "county", "royal"}
)
LEAST_ALIKE = 0.5
# Councils are elected in early May, and the table is of after that: before it, last year's councils are the latest.
MAY = (5, 10)
# Not so in 2001, put off for foot-and-mouth disease to the day of the general election, nor in years in which they
# waited for the European election.
LATER = {2001: (6, 7), 2004: (6, 10), 2009: (6, 4), 2014: (5, 22)}
NOT_PARTIES = frozenset({"year", "authority", "total", "control", "control_party"})
# The table's one column for both national parties until 2016.
BOTH_NATIONAL = {"nationalist_pre2016": "snp"}
Words = frozenset[str]


def gained(names: tuple[str, ...], since: date, until: date) -> Floats:
    """Return how each bloc's part (0-1) of the councillors of a seat's council changed from one day to a later one.

    Shape (seats, blocs), not a number where no council is found. Only what was elected before a day is read.
    """
    change: Floats = town_halls(names, _latest(until)) - town_halls(names, _latest(since))
    return change


def _latest(day: date) -> int:
    """Return the year whose table is the latest before a day."""
    year = day.year if (day.month, day.day) > LATER.get(day.year, MAY) else day.year - 1
    return max((one for one in _councils() if one <= year), default=year)


@lru_cache(maxsize=64)
def town_halls(names: tuple[str, ...], year: int) -> Floats:
    """Return each bloc's part (0-1) of the councillors of a seat's council after a year's elections.

    Shape (seats, blocs), not a number where no council is found: seats are matched to councils by name alone, of like
    words, which finds two thirds of them. Source: Open Council Data UK.
    """
    councils = _councils().get(year, {})
    found = np.full((len(names), len(blocs())), np.nan)
    for row, name in enumerate(names):
        nearest = _nearest(_words(name), year)
        if nearest:
            found[row] = np.mean([councils[each] for each in nearest], axis=0)
    return found


@cache
def _councils() -> dict[int, dict[Words, Floats]]:
    """Return each year's councils by the words of their names; of two of one name, the one with more seats."""
    found: dict[int, dict[Words, Floats]] = {}
    for row in read_table("council_control").sort("year", "total", "authority").iter_rows(named=True):
        words = _words(row["authority"])
        if row["total"] and words:
            found.setdefault(int(row["year"]), {})[words] = _parts(row)
    return found


def _parts(row: dict[str, object]) -> Floats:
    parts = np.zeros(len(blocs()))
    for name, seats in row.items():
        if name not in NOT_PARTIES and seats:
            parts[column_of_party(BOTH_NATIONAL.get(name, name))] += float(str(seats))
    whole: Floats = parts / float(str(row["total"]))
    return whole


def _words(name: str) -> Words:
    plain = name.lower().replace("&", " ").replace("-", " ").replace("'", "").replace(",", "")
    return frozenset(plain.split()) - COMMON


@cache
def _by_word(year: int) -> dict[str, list[Words]]:
    found: dict[str, list[Words]] = {}
    for council in _councils().get(year, {}):
        for word in sorted(council):
            found.setdefault(word, []).append(council)
    return found


def _nearest(seat: Words, year: int) -> list[Words]:
    """Return the councils whose whole name is in the seat's, else those that the seat's is in, else the most alike."""
    councils = dict.fromkeys(each for word in sorted(seat) for each in _by_word(year).get(word, ()))
    inside = [each for each in councils if each <= seat] or [each for each in councils if seat <= each]
    if inside:
        return inside
    alike = {each: len(each & seat) / len(each | seat) for each in councils}
    best = max(alike.values(), default=0.0)
    return [each for each, value in alike.items() if value == best] if best >= LEAST_ALIKE else []
