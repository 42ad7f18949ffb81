"""The areas that two elections can be compared in, and both elections' votes there."""

from dataclasses import dataclass, replace

import polars as pl

from groundgame.electoral.places import BOUNDARY_SETS
from groundgame.electoral.swing.comparing.carrying import SCHEMA, carried, own, summed
from groundgame.electoral.swing.comparing.naming import Election, ElectionError
from groundgame.electoral.swing.elections import levels
from groundgame.electoral.swing.from_contests import levels_elsewhere
from groundgame.electoral.swing.levels import Level
from groundgame.electoral.swing.seat_levels import council_seats

BY = {"ward": "ward", "seat": "pcon", "borough": "borough", "assembly": "lac", "city": "city"}
"""What areas are called on the command line, finest first, and how the names of their boundary sets begin."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two elections in one boundary set: frames of area, party, strength, share (0-1) and estimated.

    `carried` names those whose votes were carried there, `carried_from` the boundary set that they came from.
    """

    boundary_set: str
    measure: str
    before: pl.DataFrame
    after: pl.DataFrame
    carried_from: str | None = None
    carried: tuple[str, ...] = ()


def pair(earlier: Election, later: Election, by: str | None) -> Pair:
    """Return both elections in the finest areas that they share, or in those that `by` names.

    Raises:
        ElectionError: if they share none, are one and the same, or are named the wrong way round.
    """
    if (earlier.tier, earlier.year, earlier.date) == (later.tier, later.year, later.date):
        raise ElectionError(f"{earlier.name!r} and {later.name!r} are one election: name two.")
    if _after(earlier, later):
        raise ElectionError(f"{earlier.name!r} came after {later.name!r}: name the earlier election first.")
    if by is not None and by not in BY:
        raise ElectionError(f"There are no areas called {by!r}; there are {', '.join(BY)}.")
    found = _by_seats(earlier, later) if earlier.date is None or later.date is None else _by_votes(earlier, later, by)
    if found is None or (by and not found.boundary_set.startswith(BY[by])) or not _shared(found):
        raise ElectionError(_nothing_shared(earlier, later, by))
    return found


def _nothing_shared(earlier: Election, later: Election, by: str | None) -> str:
    both = f"{earlier.name!r} and {later.name!r} share no places that can be compared"
    for one in (earlier, later):
        if one.date is None and {earlier.tier, later.tier} != {"borough"}:
            return f"{both}: of {one.name} the record has seats alone. Take a borough election beside it."
    if by is not None:
        return f"{both} by {by}: leave that out, or name larger places."
    return f"{both}: name contests of the same places; outside London, of the same boundaries."


def _after(one: Election, other: Election) -> bool:
    if one.date is None or other.date is None:
        return one.year > other.year
    return one.date > other.date


def _by_votes(earlier: Election, later: Election, by: str | None) -> Pair | None:
    olds, news = _levels(earlier), _levels(later)
    sets = sorted({one.boundary_set for one in [*olds, *news]} | {"borough", "lac", "city"}, key=BY_AGE.index)
    ways = [
        Pair(name, "votes", old[0], new[0], old[1] or new[1], _carried((earlier, old[1]), (later, new[1])))
        for name in sets
        if (by is None or name.startswith(BY[by])) and (old := _on(olds, name)) and (new := _on(news, name))
    ]
    return min(ways, key=_preference) if ways else None


def _carried(*ends: tuple[Election, str | None]) -> tuple[str, ...]:
    return tuple(election.name for election, carried_from in ends if carried_from)


def _preference(way: Pair) -> tuple[int, int, bool]:
    """Prefer small areas, then fewest estimates, then the later election's own boundaries."""
    before, after = (bool(rows["estimated"].any()) for rows in (way.before, way.after))
    return _fineness(way.boundary_set), before + after, after


# Old seats without codes are in no atlas.
BY_AGE = [*BOUNDARY_SETS, "pcon83", "pcon74"]


def _levels(election: Election) -> list[Level]:
    found = [one for one in levels() if one.tier == election.tier and one.date == election.date]
    if election.areas is not None and election.date is not None:
        elsewhere = levels_elsewhere(election.tier, election.date)
        found = [_only(one, election.areas) for one in (*found, *elsewhere) if election.areas <= one.areas]
    return sorted(found, key=lambda one: (not one.counted, _fineness(one.boundary_set)))


def _only(one: Level, areas: frozenset[str]) -> Level:
    here = pl.col("area").is_in(sorted(areas))
    return replace(one, shares=one.shares.filter(here), papers=one.papers.filter(here))


def _on(known: list[Level], boundary_set: str) -> tuple[pl.DataFrame, str | None] | None:
    """Return an election's votes in a boundary set, and from which they were carried: its own first, then sums."""
    for one in known:
        if one.boundary_set == boundary_set:
            return own(one), None
    for one in known:
        if (total := summed(one, boundary_set)) is not None:
            return total, None
    for one in known:
        if one.counted and (moved := carried(one, boundary_set)) is not None:
            return moved, one.boundary_set
    return None


def _fineness(boundary_set: str) -> int:
    return next(place for place, start in enumerate(BY.values()) if boundary_set.startswith(start))


def own_areas(election: Election) -> str:
    """Return the boundary set of the finest areas that an election was counted in; of seats alone, the boroughs."""
    known = _levels(election)
    return known[0].boundary_set if known else "borough"


def votes_on(election: Election, boundary_set: str, measure: str) -> pl.DataFrame | None:
    """Return area, party, strength, share and estimated of an election in a boundary set, or None if it is not known.

    With the measure `seats`, those of the councils.
    """
    if measure == "seats":
        known = _seats(election.year) if (election.tier, boundary_set) == ("borough", "borough") else None
        return None if known is None or known.is_empty() else known
    found = _on(_levels(election), boundary_set)
    return found[0] if found else None


def _by_seats(earlier: Election, later: Election) -> Pair | None:
    """Compare councils by their seats, where the votes of a year are not in the record."""
    if {earlier.tier, later.tier} != {"borough"}:
        return None
    return Pair("borough", "seats", _seats(earlier.year), _seats(later.year))


def _seats(year: int) -> pl.DataFrame:
    rows = council_seats().filter(year=year).with_columns(strength="seats", estimated=pl.lit(value=False))
    return rows.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())


def _shared(found: Pair) -> int:
    return len(set(found.before["area"]) & set(found.after["area"]))
