"""Cross-tables: those who back somebody for one post, and whom they back for another."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

Backing = Mapping[str, Set[str]]
"""Whom each backer backs for one post: backer to names. Where a post has several seats, there may be several."""


@dataclass(frozen=True, slots=True)
class CrossTable:
    """How many back each name of one post together with each name of another.

    `counts` has a row a name of the first post and a column a name of the second. `of_row` and `of_column` say how many
    back each among the `backers`, who back somebody for both. `silent` says how many of each row's backers back nobody
    for the second post: they stand outside the table. Where nobody backs two for one post (`one_each`), rows add up to
    `of_row`.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    of_row: tuple[int, ...]
    of_column: tuple[int, ...]
    silent: tuple[int, ...]
    backers: int
    one_each: bool

    def expected(self, row: int, column: int) -> float:
        """Return how many would back both if one choice had nothing to do with the other."""
        return self.of_row[row] * self.of_column[column] / self.backers if self.backers else 0.0

    def share(self, row: int, column: int) -> float | None:
        """Return the share of the row's backers who back the column's name, or None where the row has none."""
        return self.counts[row][column] / self.of_row[row] if self.of_row[row] else None

    def rest_of(self, row: int, column: int) -> tuple[int, int]:
        """Return, of those who do not back the row's name, how many back the column's, and how many there are."""
        return self.of_column[column] - self.counts[row][column], self.backers - self.of_row[row]


def cross(first: Backing, second: Backing, rows: Iterable[str] = (), columns: Iterable[str] = ()) -> CrossTable:
    """Return the cross-table of two posts. `rows` and `columns` add names that nobody backs; all are sorted.

    >>> table = cross({"u1": {"Ash"}, "u2": {"Ash"}, "u3": {"Beech"}}, {"u1": {"Elm"}, "u3": {"Fir"}})
    >>> table.rows, table.columns, table.counts, table.silent
    (('Ash', 'Beech'), ('Elm', 'Fir'), ((1, 0), (0, 1)), (1, 0))
    """
    backing, other = _said(first), _said(second)
    both = sorted(backing.keys() & other.keys())
    across = tuple(sorted(set(rows).union(*backing.values())))
    down = tuple(sorted(set(columns).union(*other.values())))
    return CrossTable(
        rows=across,
        columns=down,
        counts=tuple(tuple(sum(a in backing[who] and b in other[who] for who in both) for b in down) for a in across),
        of_row=tuple(sum(name in backing[who] for who in both) for name in across),
        of_column=tuple(sum(name in other[who] for who in both) for name in down),
        silent=tuple(sum(name in said for who, said in backing.items() if who not in other) for name in across),
        backers=len(both),
        one_each=all(len(backing[who]) == len(other[who]) == 1 for who in both),
    )


def _said(backing: Backing) -> dict[str, Set[str]]:
    return {who: names for who, names in backing.items() if names}
