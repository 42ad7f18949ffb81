"""From a contest that is still to come to the place that it is for."""

from functools import cache

from groundgame.electoral.contests import record
from groundgame.electoral.places import Area, UnknownAreaError, atlas

PARTS = {"parl": ("pcon24", "parliament"), "gla": ("lac", "assembly"), "local": ("borough", "borough")}


@cache
def place_of(contest: str) -> Area | None:
    """Return the place of today that a contest's id names, or None where it is for no single place in London.

    >>> place_of("local.barnet.2030-05-02").name, place_of("parl.hornsey-and-friern-barnet.2029-05-03").name
    ('Barnet', 'Hornsey and Friern Barnet')
    >>> place_of("mayor.london.2028-05-04") is None
    True
    """
    words = contest.split(".")
    boundary_set = PARTS.get(words[0], ("", ""))[0]
    return _by_slug(boundary_set).get(words[-2]) if boundary_set else None


def london_seats() -> frozenset[str]:
    """Return the codes of London's seats in Parliament."""
    return frozenset(area.code for area in atlas().areas("pcon24"))


@cache
def _by_slug(boundary_set: str) -> dict[str, Area]:
    tier = next(tier for name, tier in PARTS.values() if name == boundary_set)
    found: dict[str, Area] = {}
    for contest in record().contests(tier=tier):  # oldest first: what a name means today is told last
        words = contest.id.split(".")
        slug, code = (words[1], _borough(contest.area)) if boundary_set == "borough" else (words[-2], contest.area)
        area = _area(code, boundary_set)
        if area is not None:
            found[slug] = area
    return found


def _borough(ward: str) -> str | None:
    try:
        return atlas().area(ward).borough
    except UnknownAreaError:
        return None


def _area(code: str | None, boundary_set: str) -> Area | None:
    try:
        return atlas().area(code or "", boundary_set)
    except UnknownAreaError:
        return None
