"""All stages of a count in one table: the stages across, the names down."""

from dataclasses import dataclass

from groundgame.campaign.selections.counting.written import written
from groundgame.electoral.counting import Count, Figure
from groundgame.electoral.counting.sheets import sheet_table
from groundgame.electoral.counting.shown import as_shown


@dataclass(frozen=True, slots=True)
class AcrossRow:
    """A name, and what it stands at when each stage ends, with what that stage decided for it ("" for neither)."""

    name: str
    cells: tuple[tuple[str, str], ...]
    in_the_end: bool


@dataclass(frozen=True, slots=True)
class Across:
    """The whole table: each stage's heading, the names' rows, and the rows that make the totals add up."""

    headings: tuple[str, ...]
    rows: tuple[AcrossRow, ...]
    non_transferable: tuple[str, ...]
    totals: tuple[str, ...]


def across(count: Count) -> Across:
    """Return the table; the names stand as the first stage ranks them."""
    count = as_shown(count)
    first = count.rounds[0].votes
    names = sorted(first, key=lambda name: (-first[name], name))
    return Across(
        headings=tuple(stage.heading for stage in sheet_table(count).stages),
        rows=tuple(AcrossRow(name, _cells(name, count), name in count.elected) for name in names),
        non_transferable=tuple(written(each.non_transferable, count) for each in count.rounds),
        totals=tuple(written(sum(each.votes.values(), start=each.non_transferable), count) for each in count.rounds),
    )


def _cells(name: str, count: Count) -> tuple[tuple[str, str], ...]:
    cells = []
    for each in count.rounds:
        fate = "Elected" if name in each.elected else "Excluded" if name in each.excluded else ""
        value: Figure = each.votes.get(name, 0)
        cells.append((written(value, count) if value or fate else "", fate))
    return tuple(cells)
