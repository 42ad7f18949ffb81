"""What each candidate keeps of each paper under Meek's method: the plain way, a paper at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, factorial, floor
from typing import Protocol

from groundgame.electoral.counting.papers import BLANK
from groundgame.electoral.counting.reading import Formal


@dataclass(frozen=True, slots=True)
class Units:
    """The arithmetic of a count: `scale` units make a vote, and what is not whole is rounded up, or cut off."""

    scale: int
    up: bool

    def times(self, value: int, part: int) -> int:
        """Return `part` units, as a part of one, of a value."""
        product = value * part
        return -(-product // self.scale) if self.up else product // self.scale

    def over(self, value: int, divisor: int) -> int:
        """Return a value divided by another."""
        product = value * self.scale
        return -(-product // divisor) if self.up else product // divisor

    def whole(self, value: Fraction) -> int:
        """Return an exact number of units as a whole one."""
        return ceil(value) if self.up else floor(value)


class Shares(Protocol):
    """The papers, ready to be shared out again and again."""

    def votes(self, keep: Sequence[int]) -> list[int]:
        """Return what each candidate gets, in units, when each keeps that part of whatever comes to them.

        A hopeful candidate keeps all, and an excluded one nothing.
        """
        ...


class PlainShares:
    """The papers as lists, each followed from its first preference to its last."""

    def __init__(self, formal: Formal, units: Units) -> None:
        self._units = units
        self._candidates = len(formal.candidates)
        self._papers = [
            (tuple(_together(code, formal) for code in row if code != BLANK), number)
            for row, number in zip(formal.prefs.tolist(), formal.numbers.tolist(), strict=True)
        ]

    def votes(self, keep: Sequence[int]) -> list[int]:
        """Return what each candidate gets."""
        total: list[int | Fraction] = [0] * self._candidates
        for ranking, number in self._papers:
            for candidate, share in self._paper(ranking, keep):
                total[candidate] += share * number
        return [floor(units) for units in total]

    def _paper(self, ranking: tuple[tuple[int, ...], ...], keep: Sequence[int]) -> Iterator[tuple[int, int | Fraction]]:
        left = self._units.scale
        for together in ranking:
            shares = share_among(together, left, keep, self._units)
            yield from shares
            if any(keep[candidate] == self._units.scale for candidate in together):
                return
            left -= int(sum(share for _, share in shares))


def share_among(
    together: Sequence[int], value: int, keep: Sequence[int], units: Units
) -> list[tuple[int, int | Fraction]]:
    """Return what each of those at one preference keeps of a value that reaches them.

    Alone, a candidate keeps that part of it. Several who are equal share as if the paper were divided evenly over all
    the orders in which they could have been put, so that one who is elected passes the rest on to the others first.
    Those who keep all of theirs get exact parts of what is left; only their sums over all papers are cut to units, so
    that those who are equal stay so.

    Source: B. L. Meek, "A new approach to the single transferable vote", paper 2 (1970), section 6, as printed in
    Voting matters 1 (1994).

    >>> share_among([0, 1], 1000, [400, 1000], Units(1000, up=True))
    [(0, 200), (1, Fraction(800, 1))]
    """
    taking = [candidate for candidate in together if keep[candidate]]
    if len(taking) == 1:
        return [(taking[0], units.times(value, keep[taking[0]]))]
    part = [candidate for candidate in taking if keep[candidate] < units.scale]
    whole = [candidate for candidate in taking if keep[candidate] == units.scale]
    shares: list[tuple[int, int | Fraction]] = []
    left = value
    for candidate in part:
        others = [Fraction(units.scale - keep[other], units.scale) for other in part if other != candidate]
        share = value * Fraction(keep[candidate], units.scale) * _reaches(others, len(taking))
        kept = min(left, units.whole(share))
        shares.append((candidate, kept))
        left -= kept
    return shares + [(candidate, Fraction(left, len(whole))) for candidate in whole]


def _reaches(passed_on: list[Fraction], equal: int) -> Fraction:
    """Return how much reaches one of `equal`, over all orders, if those before pass so much on and the rest nothing."""
    sums = [Fraction(1)]
    for rest in passed_on:
        sums = [high + low * rest for high, low in zip([*sums, Fraction(0)], [Fraction(0), *sums], strict=True)]
    orders = factorial(equal)
    return sum(
        (each * Fraction(factorial(size) * factorial(equal - size - 1), orders) for size, each in enumerate(sums)),
        Fraction(0),
    )


def _together(code: int, formal: Formal) -> tuple[int, ...]:
    standing = len(formal.candidates)
    if code < standing:
        return (code,)
    # By name, so that the order in which candidates are listed decides no rounding.
    return tuple(sorted(formal.equal[code - standing], key=lambda each: formal.candidates[each]))
