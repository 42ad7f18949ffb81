"""What each candidate keeps of each paper under Meek's method: the plain way, a paper at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import factorial, floor
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
        return self.divided(value * part, self.scale)

    def over(self, value: int, divisor: int) -> int:
        """Return a value divided by another."""
        return self.divided(value * self.scale, divisor)

    def divided(self, number: int, divisor: int) -> int:
        """Return a whole number of units."""
        return -(-number // divisor) if self.up else number // divisor


Share = tuple[int, int, int]
"""A candidate, so many units, and among how many these are shared."""


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
        totals: dict[int, list[int]] = {1: [0] * self._candidates}
        for ranking, number in self._papers:
            for candidate, share, among in self._paper(ranking, keep):
                totals.setdefault(among, [0] * self._candidates)[candidate] += share * number
        if len(totals) == 1:
            return totals[1]
        parts = [[Fraction(units, among) for units in total] for among, total in totals.items()]
        return [floor(sum(shares)) for shares in zip(*parts, strict=True)]

    def _paper(self, ranking: tuple[tuple[int, ...], ...], keep: Sequence[int]) -> Iterator[Share]:
        left = self._units.scale
        for together in ranking:
            shares = share_among(together, left, keep, self._units)
            yield from shares
            if any(keep[candidate] == self._units.scale for candidate in together):
                return
            left -= sum(share for _, share, _ in shares)


def share_among(together: Sequence[int], value: int, keep: Sequence[int], units: Units) -> list[Share]:
    """Return what each of those at one preference keeps of a value that reaches them.

    Alone, a candidate keeps that part of it. Several who are equal share as if the paper were divided evenly over all
    the orders in which they could have been put, so that one who is elected passes the rest on to the others first.
    Those who keep all of theirs get exact parts of what is left; only their sums over all papers are cut to units, so
    that those who are equal stay so.

    Source: B. L. Meek, "A new approach to the single transferable vote", paper 2 (1970), section 6, as printed in
    Voting matters 1 (1994).

    >>> share_among([0, 1, 2], 900, [400, 1000, 1000], Units(1000, up=True))
    [(0, 120, 1), (1, 780, 2), (2, 780, 2)]
    """
    taking = [candidate for candidate in together if keep[candidate]]
    if len(taking) == 1:
        return [(taking[0], units.times(value, keep[taking[0]]), 1)]
    part = [candidate for candidate in taking if keep[candidate] < units.scale]
    whole = [candidate for candidate in taking if keep[candidate] == units.scale]
    shares: list[Share] = []
    left = value
    for candidate in part:
        others = tuple(units.scale - keep[other] for other in part if other != candidate)
        over, under = _reaches(others, units.scale, len(taking))
        kept = min(left, units.divided(value * keep[candidate] * over, under))
        shares.append((candidate, kept, 1))
        left -= kept
    return shares + [(candidate, left, len(whole)) for candidate in whole]


@lru_cache(maxsize=4096)  # the same few sets of candidates stand on many papers
def _reaches(passed_on: tuple[int, ...], scale: int, equal: int) -> tuple[int, int]:
    """Return what part of a value, over all orders, reaches one of `equal` for each unit kept: a number over another.

    Those of the others who are elected pass so many units on, and the rest pass nothing.
    """
    sums = [1]
    for units in passed_on:
        sums = [high * scale + low * units for high, low in zip([*sums, 0], [0, *sums], strict=True)]
    ways = sum(each * factorial(size) * factorial(equal - size - 1) for size, each in enumerate(sums))
    return ways, factorial(equal) * scale ** (len(passed_on) + 1)


def _together(code: int, formal: Formal) -> tuple[int, ...]:
    standing = len(formal.candidates)
    if code < standing:
        return (code,)
    # By name, so that the order in which candidates are listed decides no rounding.
    return tuple(sorted(formal.equal[code - standing], key=lambda each: formal.candidates[each]))
