"""The groups of one poll, from a CSV file."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from groundgame.electoral.polls.csv_lines import csv_lines
from groundgame.electoral.polls.errors import PollsError
from groundgame.electoral.polls.subgroups import Subgroup, check_shares, rest

ALL = "all"
NEEDED = ("group", "sample")
LONGEST_SAMPLE = len("10000000")


def read_subgroups(path: Path) -> list[Subgroup]:
    """Read the groups of a poll: `group`, `sample` (people asked) and a column a candidate, in percent.

    Of a file with a group called `all` and one other, that other is compared with the rest of all.

    Raises:
        PollsError: if the file, a column or a cell is wrong.
    """
    lines = csv_lines(path, NEEDED, "group, sample and a column for each candidate")
    groups = [_group(line, row) for line, row in lines]
    _check(groups)
    whole = [group for group in groups if group.name == ALL]
    parts = [group for group in groups if group.name != ALL]
    return [parts[0], rest(whole[0], parts[0])] if len(whole) == len(parts) == 1 else parts


def _check(groups: Sequence[Subgroup]) -> None:
    names = [group.name for group in groups]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise PollsError(f"Two groups are called {twice!r}: give each a name of its own.")
    for group in groups:
        check_shares(group)


def _group(line: int, row: Mapping[str, str]) -> Subgroup:
    if not row["group"]:
        raise PollsError(f"Line {line}: the group has no name: give it one.")
    asked = row["sample"]
    if not (asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_SAMPLE):
        raise PollsError(f"Line {line}: sample {asked[:20]!r} is no number of people: write how many were asked.")
    shares = {name: _share(line, name, cell) for name, cell in row.items() if name not in NEEDED and cell}
    if not shares:
        raise PollsError(f"Line {line}: {row['group']} has no share of anybody: add a column for each candidate.")
    return Subgroup(row["group"], int(asked), shares)


def _share(line: int, name: str, text: str) -> float:
    try:
        value = float(text.removesuffix("%"))
    except ValueError:
        raise PollsError(f"Line {line}: {name} {text!r} is no percentage: write a number such as 57.") from None
    if not 0 <= value <= 100:
        raise PollsError(f"Line {line}: {name} {text} is no percentage: it must be between 0 and 100.")
    return value / 100
