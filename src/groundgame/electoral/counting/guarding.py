"""Guaranteed places: at least so many of a group among the seats, by keeping some candidates and leaving others."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

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
        needs = [each.at_least - sum(name in each.group for name in elected) for each in self.guarantees]
        there = Counter(self._kind(name) for name in continuing)
        return room >= 0 and _can_meet(needs, room, sorted(there.items(), key=lambda item: sorted(item[0])))

    def guarded(self, elected: Collection[str], continuing: Collection[str]) -> frozenset[str]:
        """Return those who may not be excluded."""
        return frozenset(
            name for name in self._concerned(continuing) if not self.can_finish(elected, set(continuing) - {name})
        )

    def doomed(self, elected: Collection[str], continuing: Collection[str]) -> frozenset[str]:
        """Return those who may not be elected."""
        if not self.guarantees:
            return frozenset()
        return frozenset(name for name in continuing if not self.can_finish({*elected, name}, set(continuing) - {name}))

    def _concerned(self, continuing: Collection[str]) -> Iterator[str]:
        return (name for name in continuing if self._kind(name))

    def _kind(self, name: str) -> Kind:
        return frozenset(number for number, each in enumerate(self.guarantees) if name in each.group)


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


def _can_meet(needs: list[int], room: int, there: list[tuple[Kind, int]]) -> bool:
    if all(need <= 0 for need in needs):
        return True
    if not there or room < max(needs):
        return False
    (kind, number), *rest = there
    most = min(number, room, max((needs[place] for place in kind), default=0))
    return any(
        _can_meet([need - (place in kind) * take for place, need in enumerate(needs)], room - take, rest)
        for take in range(max(most, 0), -1, -1)
    )
