"""Equal votes: refused by default, drawn by lot when the caller says so, or replayed as they were drawn."""

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol, runtime_checkable

Votes = Mapping[str, int]
Figures = Mapping[str, int | Fraction]
TieBreak = Callable[[tuple[str, ...], int], tuple[str, ...]]
"""Given the tied names, sorted, and how many places there are for them, gives the names that take those places."""


class CountError(ValueError):
    """What was given cannot be counted under the rule."""


class TieError(CountError):
    """Names are equal, there are too few places for them all, and nobody said how to decide.

    `tied` names them and `places` counts the places they compete for.
    """

    def __init__(self, tied: tuple[str, ...], places: int) -> None:
        self.tied = tied
        self.places = places
        super().__init__(
            f"{', '.join(tied)} are equal and there is room for {places} of {len(tied)}: "
            "the law decides by lot; pass tie=by_lot(rng), or tie=as_drawn([...]) for a lot already drawn."
        )


def refuse(tied: tuple[str, ...], places: int) -> tuple[str, ...]:
    """Raise TieError: a count never decides a tie on its own."""
    raise TieError(tied, places)


def by_lot(rng: random.Random) -> TieBreak:
    """Return a tie-break that draws lots from `rng`.

    >>> by_lot(random.Random(7))(("Ash", "Beech", "Cedar"), 1)
    ('Beech',)
    """

    def draw(tied: tuple[str, ...], places: int) -> tuple[str, ...]:
        return tuple(sorted(rng.sample(sorted(tied), places)))

    return draw


@dataclass(frozen=True, slots=True)
class Drawn:
    """A tie-break that replays lots drawn at a real count: `winners` are those they fell to."""

    winners: frozenset[str]

    def __call__(self, tied: tuple[str, ...], places: int) -> tuple[str, ...]:
        """Return those of the tied who won a lot.

        Raises:
            TieError: if they are more or fewer than there are places.
        """
        lucky = tuple(name for name in tied if name in self.winners)
        if len(lucky) != places:
            raise TieError(tied, places)
        return lucky

    def how(self, tied: tuple[str, ...]) -> str:
        """Return that a lot decided before the count."""
        return "by a lot already drawn"


def as_drawn(winners: Iterable[str]) -> Drawn:
    """Return a tie-break that replays a lot drawn at a real count: `winners` are those the lots fell to.

    >>> as_drawn(["Beech"])(("Ash", "Beech"), 1)
    ('Beech',)
    """
    return Drawn(frozenset(winners))


@runtime_checkable
class Explained(Protocol):
    """A tie-break that can tell an observer how it decided."""

    def how(self, tied: tuple[str, ...]) -> str:
        """Return words that follow "decided for Ash"."""
        ...


def how(tie: TieBreak, tied: tuple[str, ...]) -> str:
    """Return words that say by what a tie was decided, with a space before them; none where it cannot be known."""
    return f" {tie.how(tied)}" if isinstance(tie, Explained) else ""


def take_highest(figures: Figures, places: int, tie: TieBreak) -> tuple[tuple[str, ...], str | None]:
    """Return the names with the highest figures, highest first, and a note on any tie that had to be decided.

    Equal names come in alphabetical order, so that the order in which they were given never matters.
    """
    ranked = sorted(figures, key=lambda name: (-figures[name], name))
    if len(ranked) <= places:
        return tuple(ranked), None
    last = figures[ranked[places - 1]]
    safe = tuple(name for name in ranked if figures[name] > last)
    tied = tuple(name for name in ranked if figures[name] == last)
    room = places - len(safe)
    if len(tied) == room:
        return safe + tied, None
    lucky = tie(tied, room)
    return safe + lucky, f"{', '.join(tied)} equal; decided for {', '.join(lucky)}{how(tie, tied)}"


def check_votes(votes: Votes) -> None:
    """Check that there is somebody to count and that every vote is a whole number, none below zero.

    Raises:
        CountError: naming the first value that is not.
    """
    if not votes:
        raise CountError("There are no candidates to count: give at least one name with its votes.")
    for name, number in votes.items():
        if not isinstance(number, int) or number < 0:
            raise CountError(f"{name!r} has {number!r} votes: give a whole number of 0 or more.")
