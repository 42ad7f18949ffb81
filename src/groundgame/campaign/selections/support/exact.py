"""Fisher, Freeman and Halton's exact test of a table of any size, in whole numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb, factorial, prod

MOST_STEPS = 400_000
"""Steps after which a table is called too large: about a second."""

Table = Sequence[Sequence[int]]
Weights = dict[int, int]


@dataclass(frozen=True, slots=True)
class ExactTest:
    """`p`: the chance of a table no likelier than this one, its row and column sums held.

    `least` is the smallest p possible there. Where it is not small, no table with these sums could have told anything.
    """

    p: Fraction
    least: Fraction


class TooLargeError(ArithmeticError):
    """The table has too many others with its sums to go through them."""


def exact_test(table: Table, most_steps: int = MOST_STEPS) -> ExactTest:
    """Return the exact test that rows and columns of a table have nothing to do with one another.

    Every table with the same sums is gone through column by column, those that leave the same rows to fill (in any
    order) taken together; a table weighs as many ways of dealing people out as lead to it.

    Source: Freeman and Halton 1951, Biometrika 38, 141-149; taking nodes together: Mehta and Patel 1983, Journal of the
    American Statistical Association 78, 427-434.

    Raises:
        TooLargeError: if it would take more than `most_steps`.

    >>> exact_test([[3, 1], [1, 3]]).p
    Fraction(17, 35)
    """
    columns = sorted((column for column in zip(*table, strict=True) if sum(column)), key=sum)
    rows = tuple(sum(row) for row in zip(*columns, strict=True)) if columns else ()
    weights = _all_weights(rows, [sum(column) for column in columns], most_steps)
    observed = prod(_ways(column) for column in columns)
    total = sum(weight * times for weight, times in weights.items())
    lightest = min(weights)
    return ExactTest(
        Fraction(sum(weight * times for weight, times in weights.items() if weight <= observed), total),
        Fraction(lightest * weights[lightest], total),
    )


def _all_weights(rows: tuple[int, ...], columns: Sequence[int], most_steps: int) -> Weights:
    """Return how many tables with these sums have each weight."""
    nodes: dict[tuple[int, ...], Weights] = {tuple(sorted(rows)): {1: 1}}
    steps = 0
    for column in columns:
        onward: dict[tuple[int, ...], Weights] = {}
        for left, weights in nodes.items():
            for filled in _fillings(left, column):
                steps += len(weights)
                if steps > most_steps:
                    raise TooLargeError(f"More than {most_steps} steps: draw tables at random instead.")
                _carry(onward.setdefault(_less(left, filled), {}), weights, _ways(filled))
        nodes = onward
    return nodes.popitem()[1]


def _carry(into: Weights, weights: Weights, ways: int) -> None:
    for weight, times in weights.items():
        into[weight * ways] = into.get(weight * ways, 0) + times


def _less(left: tuple[int, ...], filled: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(have - taken for have, taken in zip(left, filled, strict=True)))


def _ways(column: Sequence[int]) -> int:
    return factorial(sum(column)) // prod(factorial(number) for number in column)


def _fillings(left: tuple[int, ...], column: int) -> Iterator[tuple[int, ...]]:
    """Give every way to take `column` people from the rows."""
    if len(left) == 1:
        yield (column,)
        return
    rest = sum(left[1:])
    for taken in range(max(0, column - rest), min(left[0], column) + 1):
        for more in _fillings(left[1:], column - taken):
            yield (taken, *more)


def two_by_two(both: int, first: int, second: int, everybody: int) -> Fraction:
    """Return Fisher's two-sided p that `first` and `second` of `everybody` share `both` by chance.

    >>> two_by_two(3, 4, 4, 8)
    Fraction(17, 35)
    """
    lowest, highest = max(0, first + second - everybody), min(first, second)
    ways = [comb(first, at) * comb(everybody - first, second - at) for at in range(lowest, highest + 1)]
    observed = ways[both - lowest]
    return Fraction(sum(way for way in ways if way <= observed), comb(everybody, second))
