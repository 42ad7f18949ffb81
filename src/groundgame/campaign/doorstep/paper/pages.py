"""Which rows stand on which page: people of one door together, no street's name alone at the foot."""

from collections.abc import Iterator, Sequence

from groundgame.campaign.doorstep.paper.layout import Layout
from groundgame.campaign.doorstep.paper.lines import Head, Line, Row


def pages_of(rows: Sequence[Row], layout: Layout) -> list[list[Row]]:
    """Return the rows page by page; a page that begins amid a street names it again."""
    pages: list[list[Row]] = [[]]
    left = layout.room
    street: Head | None = None
    block: Head | None = None
    for group in _together(rows):
        need = sum(layout.head if isinstance(row, Head) else layout.row for row in group)
        if need > left and pages[-1]:
            again = [] if _starts_street(group) else [each for each in (street, block) if each]
            if group and isinstance(group[0], Head) and group[0].minor:
                again = [street] if street else []
            pages.append([Head(f"{each.text} (continued)", each.minor) for each in again])
            left = layout.room - sum(layout.head for _ in again)
        pages[-1] += group
        left -= need
        for row in group:
            if isinstance(row, Head):
                street, block = (street, row) if row.minor else (row, None)
    return pages


def _starts_street(group: Sequence[Row]) -> bool:
    return bool(group) and isinstance(group[0], Head) and not group[0].minor


def _together(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Return what must not be parted: heads with the first door below them, and all people of a door."""
    group: list[Row] = []
    lined = False
    for row in rows:
        starts = isinstance(row, Head) or bool(row.door)
        if starts and lined:
            yield group
            group, lined = [], False
        group.append(row)
        lined = lined or isinstance(row, Line)
    if group:
        yield group
