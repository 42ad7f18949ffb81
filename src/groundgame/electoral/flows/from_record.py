"""Two votes of the record by the same areas, at the level that is asked for."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl

from groundgame.electoral.flows.answers import Flows, FlowsError
from groundgame.electoral.flows.asking import Asked, asked
from groundgame.electoral.flows.estimating import DRAWS, estimate_votes
from groundgame.electoral.flows.london_votes import Read, as_counted, by_borough, by_ward, counted_by_ward
from groundgame.electoral.flows.merging import SMALL
from groundgame.electoral.flows.seat_votes import (
    assembly_electors,
    by_assembly_constituency,
    by_seat,
    seat_electors,
    shared_sets,
)
from groundgame.electoral.flows.tables import Vote, checked

LEVELS = ("ward", "borough", "constituency")


@dataclass(frozen=True, eq=False)
class Pair:
    """Two votes by the same areas.

    `same_day` is None where nobody says; `notes` are sentences on what is not as it was counted. `electors`, where the
    record has them, are the larger of an area's two electorates.
    """

    first: Vote
    second: Vote
    same_day: bool | None
    notes: tuple[str, ...]
    electors: Vote | None = None


def votes_between(first: str, second: str, level: str = "ward") -> Pair:
    """Return two votes of the record, named by id or short name, by the same areas.

    `level` is `ward` (of today; those of 2014, as counted, where both votes are of 5 May 2016), `borough`, or
    `constituency` (Westminster's for two general elections, else the Assembly's).

    Raises:
        FlowsError: if a name or level is unknown, or the record does not have both votes there.
    """
    if level not in LEVELS:
        raise FlowsError(f"There is no level {level!r}; there are {', '.join(LEVELS)}.")
    start, end = asked(first), asked(second)
    if (start.kind, start.day) == (end.kind, end.day):
        raise FlowsError(f"{first!r} and {second!r} are one election; flows run between two.")
    read = _reader(start, end, level)
    (before, told), (after, told_after) = read(start), read(end)
    shared = sorted(_areas(before, start) & _areas(after, end))
    notes = tuple(note for note in (told, told_after) if note)
    votes = _vote(before, shared, first), _vote(after, shared, second)
    return Pair(*votes, start.day == end.day, notes, _electors(start, end, shared) if level == "constituency" else None)


def between(
    first: str,
    second: str,
    level: str = "ward",
    *,
    rng: np.random.Generator,
    merge_below: float = SMALL,
    draws: int = DRAWS,
    non_voters: bool = False,
) -> Flows:
    """Estimate flows between two votes of the record; see `votes_between` and `estimate`.

    With `non_voters` those who did not vote are an option of both votes, where the record has the electors.

    Raises:
        FlowsError: if the record does not have both votes there.
    """
    pair = votes_between(first, second, level)
    electors = with_electors(pair) if non_voters else None
    return estimate_votes(pair.first, pair.second, electors, rng=rng, merge_below=merge_below, draws=draws)


def with_electors(pair: Pair) -> Vote:
    """Return the electors of a pair.

    Raises:
        FlowsError: if the record does not have them.
    """
    if pair.electors is None:
        raise FlowsError(
            f"The record has no electors of {pair.first.name!r} and {pair.second.name!r} by these areas: "
            "who did not vote is known by constituency alone, and of London's votes since 2021."
        )
    return pair.electors


def _electors(start: Asked, end: Asked, shared: list[str]) -> Vote | None:
    if start.kind == end.kind == "parliament":
        known = [seat_electors(one, shared_sets(start, end)) for one in (start, end)]
    else:
        known = [assembly_electors(one) for one in (start, end)]
    most = pl.concat(known).group_by("area").agg(pl.col("electors").max().cast(pl.Int64), times=pl.len())
    both = most.filter((pl.col("times") == len(known)) & pl.col("area").is_in(shared)).sort("area")
    if both.height < len(shared):
        return None
    return Vote("the electorates", tuple(shared), ("electors",), both.select("electors").to_numpy())


def _reader(start: Asked, end: Asked, level: str) -> Callable[[Asked], Read]:
    if level == "borough":
        return by_borough
    if level == "ward":
        whole = start.boroughs is None and end.boroughs is None
        return as_counted if whole and counted_by_ward(start) and counted_by_ward(end) else by_ward
    if start.kind == end.kind == "parliament":
        return lambda one: by_seat(one, shared_sets(start, end))
    return by_assembly_constituency


def _areas(rows: pl.DataFrame, one: Asked) -> set[str]:
    """Return the areas of a vote that are asked for: an id may name one seat, or a borough's wards."""
    known = set(rows["area"])
    return known & one.areas if one.areas is not None and known & one.areas else known


def _vote(rows: pl.DataFrame, shared: list[str], name: str) -> Vote:
    """Return rows of area, option and votes (fractions are rounded) as a vote, its larger options first."""
    sums = rows.filter(pl.col("area").is_in(shared)).group_by("area", "option").agg(pl.col("votes").sum())
    order = sums.group_by("option").agg(pl.col("votes").sum()).sort("votes", "option", descending=[True, False])
    wide = sums.with_columns(pl.col("votes").round().cast(pl.Int64)).pivot("option", index="area", values="votes")
    options = order["option"].to_list()
    if not options:
        raise FlowsError(f"{name!r} has no votes in areas that the other vote has too.")
    return checked(Vote(name, tuple(shared), tuple(options), wide.sort("area").select(options).fill_null(0).to_numpy()))
