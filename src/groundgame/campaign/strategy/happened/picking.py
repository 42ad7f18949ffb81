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
    latest = elections_of(FIRST_TIER)[-2:]
    try:
        earlier, later = (
            find_election(query[name][:LONGEST]) if query.get(name) else default
            for name, default in zip(("from", "to"), latest, strict=True)
        )
    except ElectionError as error:
        return Picked(latest[0], latest[1], str(error))
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
