"""From a contest that is still to come to the place that it is for."""

import datetime as dt
from functools import cache

from groundgame.electoral.contests import record
from groundgame.electoral.places import Area, UnknownAreaError, atlas

SETS = {"parl": ("parliament", "pcon24"), "gla": ("assembly", "lac"), "local": ("borough", "ward22")}
"""How a contest's id begins, the tier that it is of, and the boundary set of its places."""


@cache
def place_of(contest: str) -> Area | None:
    """Return the place of today that a contest's id names, or None where it is for no single place in London.

    >>> place_of("local.barnet.2030-05-02").name, place_of("local.barnet.barnet-vale.2030-05-02").name
    ('Barnet', 'Barnet Vale')
    >>> place_of("parl.hornsey-and-friern-barnet.2029-05-03").name
    'Hornsey and Friern Barnet'
    >>> place_of("mayor.london.2028-05-04") is None
    True
    """
    return _places().get(contest.rpartition(".")[0])


def day_of(contest: str) -> dt.date:
    """Return the day that stands at the end of a contest's id."""
    return dt.date.fromisoformat(contest.rpartition(".")[2])


def london_seats() -> frozenset[str]:
    """Return the codes of London's seats in Parliament."""
    return frozenset(area.code for area in atlas().areas("pcon24"))


@cache
def _places() -> dict[str, Area]:
    """Return the places by the ids of their contests, without the day; what a name means today is told last."""
    found: dict[str, Area] = {}
    for tier, boundary_set in SETS.values():
        for contest in record().contests(tier=tier):  # oldest first
            area = _area(contest.area, boundary_set)
            if area is not None:
                words = contest.id.split(".")
                found[_without_day(words)] = area
                if boundary_set == "ward22":
                    found[".".join(words[:2])] = atlas().area(area.borough or "")
    return found


def _without_day(words: list[str]) -> str:
    """Return an id without its day, and without the mark of a by-election."""
    return ".".join(word for word in words[:-1] if word != "by")


def _area(code: str, boundary_set: str) -> Area | None:
    try:
        return atlas().area(code, boundary_set)
    except UnknownAreaError:
        return None
