"""A cross-table as a picture: where each square stands, how dark it is, and what is written in it."""

from dataclasses import dataclass

from groundgame.campaign.selections.support.crosstab import CrossTable

SHADES = 6
SIDE, HEIGHT, NAMES, HEAD = 96, 56, 150, 44
LETTERS = 17
FAR = 1.25
"""From this many times what chance would give, a square carries an arrow."""


@dataclass(frozen=True, slots=True)
class Square:
    """One cell: its place in the picture, its shade (0 to 6 by the share of the row), its figures and its arrow."""

    x: int
    y: int
    shade: int
    number: int
    percent: str
    arrow: str
    words: str


@dataclass(frozen=True, slots=True)
class Heat:
    """The whole picture. `heads` and `names` are written above and beside it, each with its place and its full form."""

    width: int
    height: int
    squares: tuple[Square, ...]
    heads: tuple[tuple[int, str, str], ...]
    names: tuple[tuple[int, str, str], ...]


def heat(table: CrossTable) -> Heat:
    """Return the picture of a cross-table: the darker a square, the larger the share of its row.

    An arrow up says a quarter more than chance would give or above, an arrow down as much less; no shade is alone.
    """
    rows = [row for row, backers in enumerate(table.of_row) if backers]
    columns = [column for column, backers in enumerate(table.of_column) if backers]
    return Heat(
        NAMES + SIDE * len(columns),
        HEAD + HEIGHT * len(rows),
        tuple(_square(table, row, column, x, y) for y, row in enumerate(rows) for x, column in enumerate(columns)),
        tuple(
            (NAMES + SIDE * x + SIDE // 2, short(table.columns[at], 12), table.columns[at])
            for x, at in enumerate(columns)
        ),
        tuple((HEAD + HEIGHT * y + HEIGHT // 2, short(table.rows[at]), table.rows[at]) for y, at in enumerate(rows)),
    )


def _square(table: CrossTable, row: int, column: int, x: int, y: int) -> Square:
    number, of = table.counts[row][column], table.of_row[row]
    share, expected = number / of, table.expected(row, column)
    arrow = "▲" if number >= FAR * expected else "▼" if number * FAR <= expected else ""
    words = (
        f"Of {of} who back {table.rows[row]}, {number} back {table.columns[column]}; chance would give {expected:.1f}."
    )
    return Square(NAMES + SIDE * x, HEAD + HEIGHT * y, round(share * SHADES), number, f"{share:.0%}", arrow, words)


def short(name: str, letters: int = LETTERS) -> str:
    """Return a name that fits, cut where it does not.

    >>> short("Bartholomew Featherstone")
    'Bartholomew Feat…'
    """
    return name if len(name) <= letters else f"{name[: letters - 1]}…"
