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


def by_seat(one: Asked, boundary_set: str) -> Read:
    """Return a general election's votes by the seats of a boundary set: as counted, or notional.

    Raises:
        FlowsError: if the record has them by other seats alone.
    """
    contests = with_election_day(record().index.filter(tier="parliament"))
    chosen = contests.filter((pl.col("day") == one.day) & (pl.col("boundary_set") == boundary_set))
    if not chosen.is_empty():
        votes = record().votes("parliament").join(chosen.select("id"), on="id", how="semi")
        return votes.select("area", "votes", option="party"), None
    notional = NOTIONALS.get((boundary_set, one.day))
    if notional is None:
        raise FlowsError(
            f"The record has no votes of {one.text!r} in the seats of the other election ({boundary_set}); it has "
            f"notional ones of {' and '.join(f'{day} in {name}' for name, day in NOTIONALS)}."
        )
    note = f"Votes of {one.text} are notional: what they would have been in the seats of the later election."
    return record().frame(notional).select("area", "votes", option="party"), note


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
