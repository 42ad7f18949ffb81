"""Which two elections a page compares."""

from collections.abc import Mapping
from dataclasses import dataclass

from groundgame.campaign.strategy.wards import TIERS
from groundgame.electoral.swing.comparing import Election, ElectionError, elections_of, find_election

FIRST_TIER = "borough"
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Picked:
    """The two elections that an address asks for, or the latest two of the first tier with why others cannot be."""

    earlier: Election
    later: Election
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One election in a menu: what it is asked for by, and what it is called."""

    value: str
    label: str


def picked(query: Mapping[str, str]) -> Picked:
    """Return what the address asks for: `from` and `to`, each an election's short name or id."""
    latest = latest_two(FIRST_TIER)
    try:
        earlier = find_election(query["from"][:LONGEST]) if query.get("from") else latest.earlier
        later = find_election(query["to"][:LONGEST]) if query.get("to") else latest.later
    except ElectionError as error:
        return Picked(latest.earlier, latest.later, str(error))
    return Picked(earlier, later)


def latest_two(tier: str) -> Picked:
    """Return a tier's latest two elections."""
    earlier, later = elections_of(tier)[-2:]
    return Picked(earlier, later)


def menu() -> dict[str, list[Option]]:
    """Return every election that can be picked, by tier, newest first."""
    return {
        name: [Option(one.name, title(one)) for one in reversed(elections_of(tier))] for tier, name in TIERS.items()
    }


def title(election: Election) -> str:
    """Return what an election is called: `Mayor, 2024`."""
    told = election.year if election.name.count("-") == 0 or election.date is None else f"{election.date:%B %Y}"
    return f"{TIERS[election.tier]}, {told}"


def titled(told: str, *elections: Election) -> str:
    """Return a sentence with elections called as the menu calls them, not by the names they are asked for by."""
    for election in elections:
        told = told.replace(f"'{election.name}'", title(election)).replace(election.name, title(election))
    return told
