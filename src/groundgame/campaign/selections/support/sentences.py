"""A cross-table in one plain sentence, no stronger than its numbers."""

from groundgame.campaign.selections.support.association import Association
from groundgame.campaign.selections.support.crosstab import CrossTable
from groundgame.campaign.selections.support.exact import two_by_two

CHANCE = 0.05
"""Above this chance the pattern is called none: the usual line, and the sentence gives the figure itself."""

LEAST_SHOWN = 0.001


def say(table: CrossTable, test: Association | None, first: str, second: str) -> str:
    """Return what the table says of two posts, named as in a sentence ("leader", "mayor").

    The pair that is named is the one furthest from chance; p is the whole table's, since the pair was picked from it.
    """
    if not table.backers:
        return f"Nobody backs somebody both for {first} and for {second}, so there is nothing to compare."
    if test is None:
        return _all_alike(table, first, second)
    if test.least is not None and test.least > CHANCE:
        return (
            f"Only {table.backers} back somebody both for {first} and for {second}: so few that no pattern could be "
            f"told from chance ({_figure(test)} here, and no figure below {test.least:.3f} was possible)."
        )
    return _compared(table, test, first, second)


def _all_alike(table: CrossTable, first: str, second: str) -> str:
    one_column = sum(map(bool, table.of_column)) == 1
    names, backed = (table.columns, table.of_column) if one_column else (table.rows, table.of_row)
    name = names[backed.index(max(backed))]
    return (
        f"All {table.backers} who back somebody both for {first} and for {second} back {name}, "
        "so there is nothing to compare."
    )


def _compared(table: CrossTable, test: Association, first: str, second: str) -> str:
    row, column = furthest(table)
    both, these = table.counts[row][column], table.of_row[row]
    others, rest = table.rest_of(row, column)
    name, other = table.rows[row], table.columns[column]
    if test.p > CHANCE:
        return (
            f"Whom people back for {first} does not tell, beyond what chance would give, whom they back for {second}. "
            f"The largest difference is between those who back {name} and the others: "
            f"{both} of {these} back {other} against {others} of {rest} ({_figure(test)})."
        )
    often = "more" if both > table.expected(row, column) else "less"
    return (
        f"Those who back {name} for {first} back {other} for {second} {often} often than chance would give: "
        f"{both} of {these} against {others} of {rest} of the others ({_figure(test)})."
    )


def furthest(table: CrossTable) -> tuple[int, int]:
    """Return the row and column of the pair that is least likely by chance, the first in order where several are."""
    cells = [
        (two_by_two(table.counts[row][column], table.of_row[row], table.of_column[column], table.backers), row, column)
        for row in range(len(table.rows))
        for column in range(len(table.columns))
        if 0 < table.of_row[row] < table.backers
    ]
    _, row, column = min(cells, default=(None, 0, 0))
    return row, column


def _figure(test: Association) -> str:
    if not test.draws:
        return f"p {_shown(test.p)}"
    if test.high < LEAST_SHOWN:
        return f"p {_shown(test.p)}, from {test.draws:,} random deals"
    return f"p {_shown(test.p)}, from {test.draws:,} random deals; it lies between {test.low:.3f} and {test.high:.3f}"


def _shown(p: float) -> str:
    return f"below {LEAST_SHOWN}" if p < LEAST_SHOWN else f"= {p:.3f}"
