"""Slates side by side: whom they share, and who backs people of several."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

Slates = Mapping[str, Set[str]]
"""The candidates of each slate, across all posts."""


@dataclass(frozen=True, slots=True)
class Across:
    """A body that backs people of several slates, not all of whom stand on any one of them.

    `backed` gives, slate by slate, the candidates of that slate whom the body backs.
    """

    backer: str
    backed: Mapping[str, tuple[str, ...]]


def overlaps(slates: Slates) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return for every slate and every slate, itself too, the candidates who stand on both.

    >>> overlaps({"Red": {"Ash", "Beech"}, "Blue": {"Beech"}})["Red"]
    {'Blue': ('Beech',), 'Red': ('Ash', 'Beech')}
    """
    order = sorted(slates)
    return {row: {each: tuple(sorted(slates[row] & slates[each])) for each in order} for row in order}


def on_several(slates: Slates) -> dict[str, tuple[str, ...]]:
    """Return the slates of each candidate who stands on more than one.

    >>> on_several({"Red": {"Ash", "Beech"}, "Blue": {"Beech"}})
    {'Beech': ('Blue', 'Red')}
    """
    names = sorted(frozenset[str]().union(*slates.values()))
    held = {name: tuple(slate for slate in sorted(slates) if name in slates[slate]) for name in names}
    return {name: found for name, found in held.items() if len(found) > 1}


def backs_across(slates: Slates, backing: Mapping[str, Iterable[str]]) -> list[Across]:
    """Return the bodies that back across slates, sorted. `backing` gives the candidates whom each body backs.

    Somebody who stands on two slates does not alone make a body back across: only where no one slate holds everybody
    whom it backs from slates does it.

    >>> slates = {"Red": {"Ash", "Beech"}, "Blue": {"Beech", "Cedar"}}
    >>> [each.backer for each in backs_across(slates, {"Union A": ["Beech", "Ash"], "Union B": ["Ash", "Cedar"]})]
    ['Union B']
    """
    anywhere = frozenset[str]().union(*slates.values())
    found = []
    for backer in sorted(backing):
        picked = anywhere & frozenset(backing[backer])
        if picked and not any(picked <= names for names in slates.values()):
            backed = {slate: tuple(sorted(picked & names)) for slate, names in sorted(slates.items()) if picked & names}
            found.append(Across(backer, backed))
    return found
