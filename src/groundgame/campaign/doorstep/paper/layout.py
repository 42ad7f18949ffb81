"""How a sheet is laid out: A4 across, its columns, in the usual print and in large print."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm

from groundgame.campaign.doorstep.paper.codes import Codebook

PAGE = landscape(A4)
MARGIN = 9 * mm
HEADER, FOOTER = 22 * mm, 13 * mm
MOST_BOXES = 16


GROUP_GAP = 1.5 * mm


@dataclass(frozen=True, slots=True)
class Group:
    """Boxes that belong together under a word: not in, or the answers to a question. `at` is where its first begins."""

    word: str
    codes: tuple[str, ...]
    at: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Sizes in points, and where the columns begin."""

    size: float
    row: float
    head: float
    box: float
    number: float
    door: float
    name: float
    elector_number: float
    said: float
    boxes: float
    notes: float
    right: float
    legend: float
    groups: tuple["Group", ...]

    @classmethod
    def of(cls, codes: Codebook, *, large: bool) -> Self:
        """Return the layout for so many boxes; what they leave is for notes."""
        size, row, box = (12.5, 9.6 * mm, 8.6 * mm) if large else (8.6, 6.5 * mm, 6.9 * mm)
        widths = (
            (11 * mm, 23 * mm, 62 * mm, 23 * mm, 16 * mm) if large else (9 * mm, 20 * mm, 54 * mm, 18 * mm, 12 * mm)
        )
        starts = [MARGIN]
        for width in widths:
            starts.append(starts[-1] + width)
        right = PAGE[0] - MARGIN
        boxes = _boxed(codes)
        gaps = (len(boxes) - 1) * GROUP_GAP
        count = sum(len(each) for _, each in boxes)
        box = min(box, (right - starts[5] - 20 * mm - gaps) / count)
        return cls(
            size=size,
            row=row,
            head=row * 0.86,
            box=box,
            number=starts[0],
            door=starts[1],
            name=starts[2],
            elector_number=starts[3],
            said=starts[4],
            boxes=starts[5],
            notes=starts[5] + count * box + gaps + 2 * mm,
            right=right,
            legend=9.2 if large else 7.4,
            groups=tuple(_groups(boxes, box)),
        )

    @property
    def room(self) -> float:
        """The height for rows on a page."""
        return float(PAGE[1] - 2 * MARGIN - HEADER - FOOTER)


def _boxed(codes: Codebook) -> list[tuple[str, tuple[str, ...]]]:
    """Return the codes that have boxes, by their word: not in, then the first two questions, as many as fit."""
    found: list[tuple[str, tuple[str, ...]]] = [("not in", (codes.not_in.typed,))]
    left = MOST_BOXES - 1
    for question in codes.questions[:2]:
        typed = tuple(code.typed for code in question.codes[:left])
        found.append((question.key.replace("_", " "), typed))
        left -= len(typed)
    return [(word, typed) for word, typed in found if typed]


def _groups(boxes: list[tuple[str, tuple[str, ...]]], box: float) -> Iterator[Group]:
    at = 0.0
    for word, typed in boxes:
        yield Group(word, typed, at)
        at += len(typed) * box + GROUP_GAP
