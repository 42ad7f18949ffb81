"""Guaranteed places: at least so many of a group among the seats, by keeping some candidates and leaving others."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from groundgame.electoral.counting.ties import CountError

Kind = frozenset[int]
"""Which of the guarantees a candidate would count for, by number."""


@dataclass(frozen=True, slots=True)
class Guarantee:
    """At least `at_least` of the seats go to the candidates in `group`; `name` says who they are."""

    group: frozenset[str]
    at_least: int
    name: str = "the group"


@dataclass(frozen=True)
class Guarding:
    """What several guarantees ask of a count, at any moment of it.

    A candidate is guarded when the seats could no longer be filled as guaranteed without that candidate, and doomed
    when they could not be with that candidate: a guarded candidate is not excluded, and a doomed one is, as soon as
    the count allows. Whoever counts asks after every election and exclusion, and elects one at a time.

    Source: the way of I. D. Hill, "STV with constraints", Voting matters 9 (1998).

    >>> guarding = Guarding.of([Guarantee(frozenset({"Ash", "Beech"}), 1)], ["Ash", "Beech", "Cedar", "Elm"], 2)
    >>> sorted(guarding.doomed({"Cedar"}, {"Ash", "Beech", "Elm"})), sorted(guarding.guarded({"Cedar"}, {"Ash", "Elm"}))
    (['Elm'], ['Ash'])
    """

    guarantees: tuple[Guarantee, ...]
    seats: int

    @classmethod
    def of(cls, guarantees: Iterable[Guarantee], candidates: Collection[str], seats: int) -> "Guarding":
        """Return what the guarantees ask, once it is known that these candidates can meet them.

        Raises:
            CountError: if a group is too small for what it is guaranteed, or all of it together cannot be had.
        """
        guarding = cls(tuple(guarantees), seats)
        for each in guarding.guarantees:
            _check(each, candidates, seats)
        if not guarding.can_finish((), candidates):
            asked = "; ".join(f"{each.at_least} of {each.name}" for each in guarding.guarantees)
            raise CountError(f"{seats} seats cannot hold at once {asked}: lower one of the guarantees, or add seats.")
        return guarding

    def can_finish(self, elected: Collection[str], continuing: Collection[str]) -> bool:
        """Tell whether the seats left can be filled from those who continue so that every guarantee is met."""
        room = min(self.seats - len(elected), len(continuing))
        needs = tuple(max(each.at_least - sum(name in each.group for name in elected), 0) for each in self.guarantees)
        there = Counter(self._kind(name) for name in continuing)
        return room >= 0 and _can_meet(needs, room, _fullest_first(there))

    def guarded(self, elected: Collection[str], continuing: Collection[str]) -> frozenset[str]:
        """Return those who may not be excluded."""
        kinds = self._kinds(continuing)
        return _names(
            names
            for kind, names in kinds.items()
            if kind and not self.can_finish(elected, set(continuing) - {names[0]})
        )

    def doomed(self, elected: Collection[str], continuing: Collection[str]) -> frozenset[str]:
        """Return those who may not be elected."""
        if not self.guarantees:
            return frozenset()
        kinds = self._kinds(continuing)
        return _names(
            names for names in kinds.values() if not self.can_finish({*elected, names[0]}, set(continuing) - {names[0]})
        )

    def _kinds(self, names: Collection[str]) -> dict[Kind, list[str]]:
        # Whoever counts for the same guarantees is guarded or doomed alike, so that one of each kind is asked about.
        kinds: dict[Kind, list[str]] = {}
        for name in names:
            kinds.setdefault(self._kind(name), []).append(name)
        return kinds

    def _kind(self, name: str) -> Kind:
        return frozenset(number for number, each in enumerate(self.guarantees) if name in each.group)


def _fullest_first(there: Counter[Kind]) -> tuple[tuple[Kind, int], ...]:
    # Those who count for the most guarantees meet them soonest.
    return tuple(sorted(there.items(), key=lambda item: (-len(item[0]), sorted(item[0]))))


def _names(kinds: Iterable[list[str]]) -> frozenset[str]:
    return frozenset(name for names in kinds for name in names)


def _check(guarantee: Guarantee, candidates: Collection[str], seats: int) -> None:
    stand = len(guarantee.group & set(candidates))
    if stand < guarantee.at_least:
        raise CountError(
            f"{guarantee.name} is guaranteed {guarantee.at_least} places and has {stand} candidates: "
            "lower the guarantee to the number who stand."
        )
    if not 0 <= guarantee.at_least <= seats:
        raise CountError(
            f"{guarantee.name} is guaranteed {guarantee.at_least} of {seats} seats: give a number from 0 to {seats}."
        )


def _enough(needs: tuple[int, ...], there: tuple[tuple[Kind, int], ...]) -> bool:
    """Tell whether each need by itself can be met from those who are there."""
    return all(
        sum(number for kind, number in there if place in kind) >= need for place, need in enumerate(needs) if need
    )


@lru_cache(maxsize=2**16)  # what is left to fill is the same by many ways of filling the rest
def _can_meet(needs: tuple[int, ...], room: int, there: tuple[tuple[Kind, int], ...]) -> bool:
    if not any(needs):
        return True
    if room < max(needs) or not _enough(needs, there):
        return False
    (kind, number), *rest = there
    most = min(number, room, max((needs[place] for place in kind), default=0))
    return any(
        _can_meet(
            tuple(max(need - (place in kind) * take, 0) for place, need in enumerate(needs)), room - take, tuple(rest)
        )
        for take in range(max(most, 0), -1, -1)
    )
