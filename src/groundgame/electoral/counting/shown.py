"""A count as it is shown: every figure at the rule's own places, so rounded that each stage still adds up."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TypeVar

from groundgame.electoral.counting.rounds import Count, Figure, Round

QUOTIENT_RULES = frozenset({"dhondt", "sainte-lague"})
"""Rules whose figures are quotients: they do not add up to anything, and round each by itself."""

Name = str | None
"""A name, or None for what transfers no more."""

Key = TypeVar("Key")

Units = dict[Name, int]
"""Figures in whole units of the last place shown."""


def as_shown(count: Count) -> Count:
    """Return the count with figures of no more than its places, for people to read and add up.

    Within a stage the figures are cut off, and the units that the total then lacks go to the largest remainders; so a
    true zero stays zero. A figure that does not change from a stage to the next is shown alike in both, wherever the
    rest can still add up. Differences between stages are to be taken of these figures.

    >>> third = Fraction(1, 3)
    >>> shown = as_shown(Count("wig", 1, (Round({"Ash": third, "Beech": third, "Cedar": third}),), places=2))
    >>> [float(each) for each in shown.rounds[0].votes.values()]
    [0.34, 0.33, 0.33]
    """
    if count.rule in QUOTIENT_RULES:
        return count
    unit = 10**count.places
    rounds: list[Round] = []
    for number, each in enumerate(count.rounds):
        before = (count.rounds[number - 1], rounds[-1]) if rounds else None
        rounds.append(_round(each, before, unit))
    return replace(count, rounds=tuple(rounds))


def several_gave(each: Round) -> bool:
    """Tell whether more than one name gave at a stage, so that what each received does not say from whom."""
    return len({giver for giver, _ in each.transfers}) > 1


def _round(each: Round, before: tuple[Round, Round] | None, unit: int) -> Round:
    exact = _figures(each, unit)
    held: Units = {}
    if before is not None:
        was, as_seen = _figures(before[0], unit), _figures(before[1], unit)
        held = {name: int(as_seen[name]) for name, value in exact.items() if was.get(name) == value}
    shown = _added_up(exact, held)
    votes = {name: _votes(shown[name], unit) for name in each.votes}
    seen = replace(each, votes=votes, non_transferable=_votes(shown[None], unit))
    if before is None or not several_gave(each):
        return seen
    return replace(seen, transfers=_transfers(each, before[0], before[1], seen, unit))


def _figures(each: Round, unit: int) -> dict[Name, Fraction]:
    return {name: Fraction(value) * unit for name, value in [*each.votes.items(), (None, each.non_transferable)]}


def _added_up(exact: Mapping[Name, Fraction], held: Units) -> Units:
    total = _nearest(sum(exact.values(), Fraction(0)))
    rest = {name: value for name, value in exact.items() if name not in held}
    # What stays as it was may leave the others more or less than rounding can make of them: then all are rounded anew.
    shared = shared_out(rest, total - sum(held.values()))
    return held | shared if shared is not None else shared_out(exact, total) or {}


def shared_out(exact: Mapping[Key, Fraction], total: int) -> dict[Key, int] | None:
    """Return whole numbers beside the exact ones that add up to `total`, or None where rounding cannot do it.

    >>> shared_out({"Ash": Fraction(5, 2), "Beech": Fraction(1, 2), "Cedar": Fraction(0)}, 3)
    {'Ash': 3, 'Beech': 0, 'Cedar': 0}
    """
    units = {key: value.numerator // value.denominator for key, value in exact.items()}
    lacking = total - sum(units.values())
    parts = sorted(
        (key for key in exact if exact[key] > units[key]), key=lambda key: (units[key] - exact[key], str(key))
    )
    if not 0 <= lacking <= len(parts):
        return None
    for key in parts[:lacking]:
        units[key] += 1
    return units


def _transfers(each: Round, was: Round, was_seen: Round, seen: Round, unit: int) -> dict[tuple[str, Name], Figure]:
    """Return what each giver gave, so that it adds up to what each name is shown to have received."""
    amounts = {way: Fraction(amount) * unit for way, amount in each.transfers.items()}
    shown: dict[tuple[str, Name], int] = {}
    for taker in dict.fromkeys(taker for _, taker in amounts):
        ways = {way: amount for way, amount in amounts.items() if way[1] == taker}
        gain = Fraction(_at(seen, taker) - _at(was_seen, taker)) * unit
        received = int(gain) if Fraction(_at(each, taker) - _at(was, taker)) * unit == sum(ways.values()) else None
        nearest = {way: _nearest(amount) for way, amount in ways.items()}
        shown |= (None if received is None else shared_out(ways, received)) or nearest
    return {way: _votes(shown[way], unit) for way in each.transfers}


def _at(each: Round, name: Name) -> Figure:
    return each.non_transferable if name is None else each.votes.get(name, 0)


def _nearest(value: Fraction) -> int:
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def _votes(units: int, unit: int) -> Figure:
    value = Fraction(units, unit)
    return value.numerator if value.denominator == 1 else value
