"""Candidate against party: how far each candidate for mayor ran ahead of the party's list, where both were counted."""

import polars as pl

from groundgame.electoral.contests import record
from groundgame.electoral.swing.comparing.comparison import NO_PARTY
from groundgame.electoral.swing.comparing.naming import Election, ElectionError, elections_of
from groundgame.electoral.swing.comparing.pairing import pair
from groundgame.electoral.swing.comparing.places_in import described

AREAS = {"city": "city", "constituency": "assembly", "borough": "borough", "ward": "ward"}
"""What places are called here, and what a comparison calls them."""


def ahead(year: int, *, by: str = "city") -> pl.DataFrame:
    """Return how far each candidate for mayor ran ahead of the party's Assembly list in the same places the same day.

    One row a place and candidate whose party had a list, most ahead first within a place: area, name, candidate, party,
    mayor_share and list_share (0-1 of the valid votes of each; the mayor's are first choices), ahead (the one less the
    other), mayor_votes, list_votes (null where shares alone were published), ratio (mayor_votes over list_votes) and
    exact. `by` is `city`, `constituency`, `borough` or `ward`; wards of 2016 are no exact counts, as postal votes
    are spread over them. An independent has no list to be ahead of, and is left out.

    Raises:
        ElectionError: if there was no such election, or its votes are not known by such places.
    """
    if by not in AREAS:
        raise ElectionError(f"There are no places called {by!r}; there are {', '.join(AREAS)}.")
    mayor, lists = _of(year, "mayor"), _of(year, "assembly-list")
    try:
        found = pair(lists, mayor, AREAS[by])
    except ElectionError as error:
        raise ElectionError(
            f"Votes for mayor and list of {year} are not in the record by {by}. Try --by city."
        ) from error
    columns = ["area", "party", "share", "strength", "estimated"]
    both = found.after.select(columns).join(found.before.select(columns), on=["area", "party"], suffix="_list")
    rows = both.filter(~pl.col("party").is_in(NO_PARTY)).join(_candidates(mayor), on="party")
    places = described(rows["area"].to_list(), found.boundary_set).select("area", "name", "borough")
    return _shaped(rows.join(places, on="area")).sort("name", "area", "ahead", descending=[False, False, True])


def _shaped(rows: pl.DataFrame) -> pl.DataFrame:
    votes = {f"{kind}_votes": pl.col(column).round().cast(pl.Int64) for kind, column in COUNTS.items()}
    return rows.select(
        "area",
        "name",
        "borough",
        "candidate",
        "party",
        mayor_share="share",
        list_share="share_list",
        ahead=pl.col("share") - pl.col("share_list"),
        **votes,
        ratio=pl.col("strength") / pl.col("strength_list"),
        exact=~(pl.col("estimated") | pl.col("estimated_list")),
    )


VOTES = {"mayor": "mayor", "assembly-list": "Assembly list"}
COUNTS = {"mayor": "strength", "list": "strength_list"}


def _of(year: int, tier: str) -> Election:
    every = elections_of(tier)
    found = [one for one in every if one.year == year]
    if not found:
        years = ", ".join(str(one.year) for one in every)
        raise ElectionError(f"The record has no votes for London's {VOTES[tier]} in {year}; it has {years}.")
    return found[0]


def _candidates(mayor: Election) -> pl.DataFrame:
    """Return candidate and party of the candidates for mayor; no two of one party have ever stood."""
    day = pl.col("date") == mayor.date
    return record().votes("mayor").filter(day).select("party", candidate="name")
