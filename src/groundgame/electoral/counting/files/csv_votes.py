"""CSV of votes: a row a candidate or a list, with seats that it holds already."""

import re
from dataclasses import dataclass, field

from groundgame.electoral.counting.files.broken import FileError
from groundgame.electoral.counting.files.csv_headings import Heading
from groundgame.electoral.counting.files.csv_rows import Body, Mark

NAMES = ("name", "candidate", "list", "party")
OPTIONAL = ("already", "names_on_list")


@dataclass(frozen=True)
class Totals:
    """Votes by name; `already` is the seats that each holds, `names_on_list` how many people a list can seat.

    A blank cell leaves the name out: no seat is held, and the list can seat as many as it wins.
    """

    votes: dict[str, int]
    already: dict[str, int] = field(default_factory=dict)
    names_on_list: dict[str, int] = field(default_factory=dict)


def is_votes(heading: Heading) -> bool:
    """Tell whether the heading is that of votes by name."""
    columns = [column.lower() for column in heading.columns]
    return columns[0] in NAMES and "votes" in columns[1:]


def read_csv_votes(data: bytes) -> Totals:
    r"""Return the votes of a CSV file with the columns `name`, `votes`, and if need be `already` and `names_on_list`.

    Raises:
        FileError: with the line, what is wrong there and what to do.

    >>> read_csv_votes(b'name,votes,already\nAsh,"1,200",2\nBeech,900,\n')
    Totals(votes={'Ash': 1200, 'Beech': 900}, already={'Ash': 2}, names_on_list={})
    """
    heading = Heading.of(data)
    columns = [column.lower() for column in heading.columns]
    unknown = [column for column in columns[1:] if column not in {"votes", *OPTIONAL}]
    if unknown:
        raise FileError(f"{unknown[0]!r} heads a column; the columns are name, votes, already, names_on_list", 1)
    found: dict[str, dict[str, int]] = {column: {} for column in columns[1:]}
    body = Body(data, heading)
    for cells, times, mark in body:
        name, *figures = map(str.strip, cells)
        if not name or name in found["votes"] or times > 1:
            raise body.broken(f"{name!r} is empty or stands twice; give each name one row", mark)
        for column, figure in zip(columns[1:], figures, strict=True):
            if figure or column == "votes":
                found[column][name] = _whole(figure, body, mark)
    return Totals(found["votes"], found.get("already", {}), found.get("names_on_list", {}))


def _whole(cell: str, body: Body, mark: Mark) -> int:
    if not re.fullmatch("[0-9]{1,12}|[0-9]{1,3}(,[0-9]{3}){1,3}", cell):
        raise body.broken(f"{cell!r} is no number of votes or seats; give a whole number of 0 or more", mark)
    return int(cell.replace(",", ""))
