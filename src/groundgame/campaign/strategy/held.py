"""Who holds what today at each tier, and what the party holds of it."""

from dataclasses import dataclass
from functools import cache

import polars as pl

from groundgame.electoral.contests import Party, parties, record
from groundgame.electoral.places import Area, atlas
from groundgame.electoral.swing import councils, holders

NOBODY = "No overall control"


@dataclass(frozen=True, slots=True)
class Part:
    """What a party holds; no party where councils have no majority. `at` is where its part of the bar begins."""

    party: Party | None
    seats: int
    at: int


@dataclass(frozen=True, slots=True)
class Held:
    """What one body's seats are called, whose they are (most first), how many are ours, and as of when."""

    title: str
    unit: str
    as_of: int
    parts: tuple[Part, ...]
    ours: int
    total: int


@dataclass(frozen=True, slots=True)
class Council:
    """One borough council: who controls it, in words where no party does, and its seats by party."""

    area: Area
    party: Party | None
    control: str
    seats: tuple[tuple[Party, int], ...]


@dataclass(frozen=True, slots=True)
class Mayor:
    """Who was elected mayor, for which party, in which year, with which share (0-1) of the votes that decided it."""

    name: str
    party: Party
    year: int
    share: float


@cache
def mayor_now() -> Mayor:
    """Return the mayor, as last elected."""
    result = record().result(record().contests(tier="mayor")[-1].id)
    winner = next(candidate for candidate in result.candidates if candidate.elected)
    votes = result.final_round or {candidate.name: candidate.votes or 0 for candidate in result.candidates}
    share = votes[winner.name] / sum(votes.values())
    return Mayor(winner.name, parties()[winner.party], result.contest.date.year, share)


@cache
def held_now(ours: str) -> tuple[Held, ...]:
    """Return who holds the Assembly, the councils, their seats and London's seats in Parliament."""
    return (
        _held("London Assembly", "seats", ["assembly", "assembly-list"], ours),
        _held("Borough councils", "councils", ["council"], ours),
        _held("Councillors", "seats", ["councillor"], ours),
        _held("Westminster", "seats", ["parliament"], ours),
    )


def summary(ours: Party) -> str:
    """Return what the party holds, in a sentence."""
    assembly, boroughs, _, commons = held_now(ours.id)
    holds = ["the mayoralty"] if mayor_now().party.id == ours.id else []
    holds += [
        f"{assembly.ours} of {assembly.total} seats in the Assembly",
        f"{boroughs.ours} of {boroughs.total} borough councils",
    ]
    return (
        f"Held by {ours.name}: {', '.join(holds)}, and {commons.ours} of London’s {commons.total} seats in Parliament."
    )


@cache
def councils_now() -> tuple[Council, ...]:
    """Return every borough council, by name."""
    rows = councils()
    found = [_council(group) for _, group in rows.group_by("area", maintain_order=True)]
    return tuple(sorted(found, key=lambda council: council.area.name))


def _held(title: str, unit: str, tiers: list[str], ours: str) -> Held:
    rows = holders().filter(pl.col("tier").is_in(tiers))
    sums = rows.group_by("party").agg(pl.col("seats").sum()).sort("seats", "party", descending=[True, False])
    parts, at = [], 0
    for code, seats in sums.iter_rows():
        parts.append(Part(parties().get(code), seats, at))
        at += seats
    mine = sums.filter(party=ours)["seats"].sum()
    return Held(title, unit, int(rows["as_of"].item(0)), tuple(parts), int(mine), at)


def _council(rows: pl.DataFrame) -> Council:
    first = rows.row(0, named=True)
    party = parties().get(first["control_party"])
    seats = tuple((parties()[code], seats) for code, seats in rows.select("party", "seats").iter_rows())
    return Council(atlas().area(first["area"]), party, NOBODY if party is None else party.name, seats)
