"""The groups of one poll, from a CSV file."""

import csv
from collections.abc import Mapping
from pathlib import Path

from groundgame.electoral.polls.errors import PollsError
from groundgame.electoral.polls.subgroups import Subgroup, rest

ALL = "all"
NEEDED = ("group", "sample")


def read_subgroups(path: Path) -> list[Subgroup]:
    """Read the groups of a poll: `group`, `sample` (people asked) and a column a candidate, in percent.

    Of a file with a group called `all` and one other, that other is compared with the rest of all.

    Raises:
        PollsError: if the file, a column or a cell is wrong.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise PollsError(f"{path} cannot be read ({error}): give a CSV file in UTF-8.") from None
    reader = csv.DictReader(text.splitlines())
    missing = [name for name in NEEDED if name not in (reader.fieldnames or [])]
    if missing:
        raise PollsError(
            f"{path} has no column {missing[0]!r}: it needs group, sample and a column for each candidate."
        )
    groups = [_group(line, row) for line, row in enumerate(reader, start=2)]
    whole = [group for group in groups if group.name == ALL]
    parts = [group for group in groups if group.name != ALL]
    return [parts[0], rest(whole[0], parts[0])] if len(whole) == len(parts) == 1 else parts


def _group(line: int, row: Mapping[str, str | None]) -> Subgroup:
    cells = {name: (cell or "").strip() for name, cell in row.items() if name}
    if not cells["sample"].isdigit():
        raise PollsError(f"Line {line}: sample {cells['sample']!r} is no number of people: write how many were asked.")
    shares = {name: _share(line, name, cell) for name, cell in cells.items() if name not in NEEDED and cell}
    return Subgroup(cells["group"], int(cells["sample"]), shares)


def _share(line: int, name: str, text: str) -> float:
    try:
        value = float(text.removesuffix("%"))
    except ValueError:
        raise PollsError(f"Line {line}: {name} {text!r} is no percentage: write a number such as 57.") from None
    if not 0 <= value <= 100:
        raise PollsError(f"Line {line}: {name} {text} is no percentage: it must be between 0 and 100.")
    return value / 100
