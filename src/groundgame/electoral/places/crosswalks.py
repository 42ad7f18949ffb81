"""How the people of one boundary set fall into another, and what the census says of each area."""

from functools import cache

import polars as pl

from groundgame.electoral.places.tables import TableError, read_table

ENDS = ("from_set", "to_set")


@cache
def crosswalk(from_set: str, to_set: str) -> pl.DataFrame:
    """Return from, to, share_of_from and share_of_to (0-1, by residents of 2021) of each two areas that share people.

    Raises:
        TableError: if the record has no crosswalk between the two sets.
    """
    if from_set == to_set:
        raise TableError(f"A crosswalk joins two different boundary sets; {from_set!r} was given twice: name another.")
    pieces = _pieces(from_set, to_set)
    if pieces.is_empty():
        known = ", ".join(crosswalk_sets(from_set)) or "none"
        raise TableError(f"There is no crosswalk from {from_set!r} to {to_set!r}; from {from_set!r} there are {known}.")
    shares = [(pl.col("people") / pl.col("people").sum().over(end)).alias(f"share_of_{end}") for end in ("from", "to")]
    return pieces.select("from", "to", *shares).sort("from", "to")


def _pieces(from_set: str, to_set: str) -> pl.DataFrame:
    table = read_table("crosswalks")
    along = table.filter(from_set=from_set, to_set=to_set).select("from", "to", "people")
    against = table.filter(from_set=to_set, to_set=from_set)
    return pl.concat([along, against.select(pl.col("to").alias("from"), pl.col("from").alias("to"), "people")])


def crosswalk_sets(from_set: str) -> list[str]:
    """Return the boundary sets that the record has a crosswalk to from another; none if it does not know that."""
    table = read_table("crosswalks")
    along, against = (table.filter(pl.col(one) == from_set)[other] for one, other in (ENDS, ENDS[::-1]))
    return sorted({*along, *against})


@cache
def census(boundary_set: str) -> pl.DataFrame:
    """Return the census of 2021 (counts of residents or households) of a boundary set's areas, one row an area.

    Raises:
        TableError: if the record has no census of that boundary set.
    """
    rows = read_table("census").filter(boundary_set=boundary_set).drop("boundary_set")
    if rows.is_empty():
        raise TableError(f"There is no census of {boundary_set!r}; there is one of {', '.join(census_sets())}.")
    return rows


def census_sets() -> list[str]:
    """Return the boundary sets that the record has a census of."""
    return sorted(read_table("census")["boundary_set"].unique().to_list())
