"""Where somebody may go from every page, and which of these ways a page lies on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Way:
    """A page of the menu: its words, its URL's name, and what of the context must hold for it to be offered."""

    title: str
    url: str
    needs: str
    here: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Ways that belong together."""

    title: str
    ways: tuple[Way, ...]

    @property
    def here(self) -> bool:
        """Whether the page lies on one of them."""
        return any(way.here for way in self.ways)


GROUPS = (
    Group(
        "Results",
        (
            Way("London now", "strategy:now", "reads_results"),
            Way("What happened", "strategy:happened", "works_field"),
            Way("What will happen", "strategy:coming", "works_field"),
            Way("Doughnut", "strategy:doughnut", "works_field"),
        ),
    ),
    Group(
        "Plan",
        (
            Way("How do we win?", "strategy:winning", "works_field"),
            Way("Your fortnight", "strategy:fortnight", "runs_field"),
            Way("Where we have been", "strategy:coverage", "works_field"),
            Way("What the work did", "strategy:learning", "runs_field"),
        ),
    ),
    Group(
        "Contact",
        (
            Way("Phone banks", "canvass:sessions", "runs_field"),
            Way("Doors", "doorstep:rounds", "runs_field"),
            Way("Calling", "phonebank:home", ""),
        ),
    ),
    Group(
        "People",
        (
            Way("Electors", "register:electors", "sees_electors"),
            Way("Data protection", "register:officer", "oversees_data"),
            Way("Team", "accounts:team", "runs_field"),
        ),
    ),
    Group(
        "Selections",
        (
            Way("Selections", "selections:selections", "runs_selections"),
            Way("Appeals", "selections:hearings", "hears_appeals"),
            Way("Scrutiny", "selections:scrutinies", "scrutinises"),
        ),
    ),
)

# The way on which a page lies: by this, by its own name, or by its room.
PAGES = {
    "strategy:wards": "strategy:now",
    "strategy:firm": "strategy:winning",
    "strategy:why": "strategy:winning",
    "strategy:plans": "strategy:winning",
    "strategy:plan": "strategy:winning",
    "strategy:twinning": "strategy:winning",
    "strategy:branch_hours": "strategy:fortnight",
    "strategy:coverage_streets": "strategy:coverage",
    "canvass:contacts": "register:electors",
    "canvass:correct": "register:electors",
    "phonebank:floor": "canvass:sessions",
    "phonebank:wall": "canvass:sessions",
    "phonebank:walls": "canvass:sessions",
    "register:looks": "register:officer",
    "selections:scrutineer": "selections:scrutinies",
}
ROOMS = {
    "canvass": "canvass:sessions",
    "doorstep": "doorstep:rounds",
    "phonebank": "phonebank:home",
    "register": "register:electors",
    "accounts": "accounts:team",
    "selections": "selections:selections",
    "strategy": "strategy:now",
}


def here_of(room: str, page: str) -> tuple[str, ...]:
    """Return the names of the ways on which a page of a room may lie, the nearest first."""
    return tuple(name for name in (PAGES.get(page), page, ROOMS.get(room)) if name)


def ways_for(shown: Mapping[str, Any] | Any, here: tuple[str, ...]) -> tuple[Group, ...]:  # noqa: ANN401 (a template's context, too)
    """Return the groups of ways that a page offers, by what its context says of whoever reads it.

    Of the ways on which the page may lie, the nearest that is offered is marked as here.
    """
    offered = {way.url for group in GROUPS for way in group.ways if not way.needs or shown.get(way.needs)}
    nearest = next((name for name in here if name in offered), "")
    groups = (_group(each, offered, nearest) for each in GROUPS)
    return tuple(group for group in groups if group.ways)


def _group(group: Group, offered: set[str], here: str) -> Group:
    return Group(group.title, tuple(replace(way, here=way.url == here) for way in group.ways if way.url in offered))
