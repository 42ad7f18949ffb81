"""How a sheet is laid out: A4 across, its columns, in the usual print and in large print."""

from dataclasses import dataclass
from typing import Self

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm

from groundgame.campaign.doorstep.paper.codes import Codebook

PAGE = landscape(A4)
MARGIN = 9 * mm
HEADER, FOOTER = 22 * mm, 13 * mm
MOST_BOXES = 16


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
    large: bool

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
        count = min(len(boxed(codes)), MOST_BOXES)
        right = PAGE[0] - MARGIN
        room = right - starts[5] - 20 * mm
        box = min(box, room / count)
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
            notes=starts[5] + count * box + 2 * mm,
            right=right,
            large=large,
        )

    @property
    def room(self) -> float:
        """The height for rows on a page."""
        return float(PAGE[1] - 2 * MARGIN - HEADER - FOOTER)


def boxed(codes: Codebook) -> list[str]:
    """Return the codes that have boxes: not in, then the questions' in their order, as many as fit."""
    asked = [code.typed for question in codes.questions[:2] for code in question.codes]
    return [codes.not_in.typed, *asked][:MOST_BOXES]
