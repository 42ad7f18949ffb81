"""Votes of the record by constituency: Westminster's, or the Assembly's."""

from datetime import date

import polars as pl

from groundgame.electoral.contests import record
from groundgame.electoral.contests.days import with_election_day
from groundgame.electoral.flows.answers import FlowsError
from groundgame.electoral.flows.asking import Asked
from groundgame.electoral.flows.london_votes import BALLOTS_2016, Read

BALLOTS = {"mayor": "mayor", "assembly-list": "assembly_list", "assembly": "assembly_constituency"}
NOTIONALS = {
    ("pcon10", date(2005, 5, 5)): "general_2005_notional",
    ("pcon24", date(2019, 12, 12)): "general_2019_notional",
}


def shared_sets(start: Asked, end: Asked) -> frozenset[str]:
    """Return the boundary sets in which both general elections were held, or else those of the later alone."""
    first, last = sorted((start, end), key=lambda one: one.day)
    earlier, later = (frozenset(_seats(one)["boundary_set"]) for one in (first, last))
    return earlier & later or later


def by_seat(one: Asked, sets: frozenset[str]) -> Read:
    """Return a general election's votes by the seats of boundary sets: as counted, or notional.

    Raises:
        FlowsError: if the record has them by other seats alone.
    """
    seats = _seats(one).filter(pl.col("boundary_set").is_in(sorted(sets)))
    if not seats.is_empty():
        votes = record().votes("parliament").join(seats.select("id"), on="id", how="semi")
        return votes.select("area", "votes", option="party"), None
    note = f"Votes of {one.text} are notional: what they would have been in the seats of the later election."
    return _notional(one, sets).select("area", "votes", option="party"), note


def seat_electors(one: Asked, sets: frozenset[str]) -> pl.DataFrame:
    """Return area and electors of those seats."""
    seats = _seats(one).filter(pl.col("boundary_set").is_in(sorted(sets)))
    known = _notional(one, sets) if seats.is_empty() else seats
    return known.select("area", electors="electorate").unique().drop_nulls()


def _seats(one: Asked) -> pl.DataFrame:
    return with_election_day(record().index.filter(tier="parliament")).filter(pl.col("day") == one.day)


def _notional(one: Asked, sets: frozenset[str]) -> pl.DataFrame:
    for (boundary_set, day), table in NOTIONALS.items():
        if boundary_set in sets and day == one.day:
            return record().frame(table)
    raise FlowsError(
        f"The record has no votes of {one.text!r} in the seats of the other election ({', '.join(sorted(sets))}); it "
        f"has notional ones of {' and '.join(f'{day} in {name}' for name, day in NOTIONALS)}."
    )


def by_assembly_constituency(one: Asked) -> Read:
    """Return a London-wide vote by the 14 Assembly constituencies.

    Raises:
        FlowsError: if the record has none.
    """
    if one.kind not in BALLOTS:
        raise FlowsError(f"{one.text!r} was not counted by Assembly constituency; try --level ward or borough.")
    year = one.day.year
    if year == 2016:
        rows = record().frame("london_votes_2016_by_borough").filter(ballot=BALLOTS_2016[one.kind])
    else:
        rows = record().frame("london_votes_by_constituency").filter(year=year, ballot=BALLOTS[one.kind])
    if rows.is_empty():
        raise FlowsError(
            f"The record has no votes of {one.text!r} by Assembly constituency: it has 2016, 2021 and 2024."
        )
    return rows.select("votes", area="constituency", option="party"), None


def assembly_electors(one: Asked) -> pl.DataFrame:
    """Return area and electors of the Assembly constituencies; none in 2016, when they were not published so."""
    table = record().frame("london_turnout_by_constituency").filter(year=one.day.year, ballot=BALLOTS[one.kind])
    return table.select(area="constituency", electors="electorate").drop_nulls()
