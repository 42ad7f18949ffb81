"""Walk lists as PDF: the doors of a walk in their order, upright, for whoever goes along with a telephone or a bag."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Self

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from groundgame.campaign.doorstep.asked import Person
from groundgame.campaign.doorstep.paper.drawing import GREY, INK, KEPT, LINE, WASH, Particulars, PrintedWalk, fitted
from groundgame.campaign.doorstep.paper.lines import Head, Row
from groundgame.printing import BOLD, REGULAR, draw_square, register_fonts, square_of

MARGIN, TOP, BOTTOM, SQUARE, GAP = 12 * mm, 26 * mm, 10 * mm, 22 * mm, 7 * mm


@dataclass(frozen=True, slots=True)
class ListedDoor:
    """A door on a list: its first line's number, what stands on it, and who lives there."""

    number: int
    label: str
    people: tuple[Person, ...]

    def names(self, width: float, size: float) -> str:
        """Return who lives there as fully as the width lets, in points: middle names go first, then forenames."""
        for shorten in (str.strip, _first_and_last, _initial_and_last):
            said = ", ".join(f"{shorten(one.name)}{' (post)' if one.postal else ''}" for one in self.people)
            if stringWidth(said, REGULAR, size) <= width:
                return said
        return fitted(said, REGULAR, size, width)


def _first_and_last(name: str) -> str:
    words = name.split()
    return f"{words[0]} {words[-1]}" if len(words) > 1 else name


def _initial_and_last(name: str) -> str:
    words = name.split()
    return f"{words[0][:1]} {words[-1]}" if len(words) > 1 else name


@dataclass(frozen=True, slots=True)
class Columns:
    """Sizes in points: two columns, or one in large print."""

    count: int
    size: float
    row: float

    @classmethod
    def of(cls, *, large: bool) -> Self:
        """Return the columns of the usual print or of large print."""
        return cls(1, 14, 10 * mm) if large else cls(2, 9, 6.2 * mm)

    @property
    def width(self) -> float:
        """The width of a column."""
        return float((A4[0] - 2 * MARGIN - (self.count - 1) * GAP) / self.count)

    @property
    def rows(self) -> int:
        """How many rows a column has."""
        return int((A4[1] - 2 * MARGIN - TOP - BOTTOM) / self.row)


def draw_lists(walks: Iterable[PrintedWalk], about: Particulars, *, large: bool = False) -> bytes:
    """Return the walk lists as one PDF, each beginning on a page of its own."""
    register_fonts()
    page = BytesIO()
    canvas = Canvas(page, pagesize=A4, invariant=1, pageCompression=1)
    canvas.setTitle(f"{about.round_name}: walk lists")
    canvas.setAuthor("")
    columns = Columns.of(large=large)
    for walk in walks:
        _draw_walk(canvas, walk, about, columns)
    canvas.save()
    return page.getvalue()


def _draw_walk(canvas: Canvas, walk: PrintedWalk, about: Particulars, columns: Columns) -> None:
    filled = list(_columns(list(_doors(walk.rows)), columns.rows))
    square = square_of(walk.link)
    pages = -(-len(filled) // columns.count)
    for page in range(pages):
        _head(canvas, walk, about, square, f"page {page + 1} of {pages}")
        for at, rows in enumerate(filled[page * columns.count : (page + 1) * columns.count]):
            _column(canvas, rows, MARGIN + at * (columns.width + GAP), columns)
        canvas.showPage()


def _doors(rows: Sequence[Row]) -> Iterator[ListedDoor | Head]:
    """Return the rows with the people of each door on one line."""
    for index, row in enumerate(rows):
        if isinstance(row, Head):
            yield row
        elif row.door:
            yield ListedDoor(row.number, row.door, tuple(_people(rows, index)))


def _people(rows: Sequence[Row], first: int) -> Iterator[Person]:
    for row in rows[first:]:
        if isinstance(row, Head) or (row.door and row is not rows[first]):
            return
        yield row.person


def _columns(rows: Sequence[ListedDoor | Head], most: int) -> Iterator[list[ListedDoor | Head]]:
    """Fill columns; one that begins amid a street names it again, and no name stands alone at the foot of one."""
    column: list[ListedDoor | Head] = []
    street: Head | None = None
    for row in rows:
        if len(column) >= most:
            alone = [column.pop()] if isinstance(column[-1], Head) else []
            yield column
            again = [] if alone or isinstance(row, Head) or street is None else [Head(f"{street.text} (continued)")]
            column = [*alone, *again]
        column.append(row)
        street = row if isinstance(row, Head) and not row.minor else street
    if column:
        yield column


def _head(canvas: Canvas, walk: PrintedWalk, about: Particulars, square: list[bytes], which: str) -> None:
    top, right = A4[1] - MARGIN, A4[0] - MARGIN
    canvas.setFillColor(INK)
    draw_square(canvas, square, right - SQUARE, top - SQUARE, SQUARE)
    canvas.setFont(BOLD, 16)
    canvas.drawString(MARGIN, top - 15, walk.title)
    canvas.setFont(REGULAR, 10)
    width = right - SQUARE - MARGIN - 5 * mm
    canvas.drawString(MARGIN, top - 30, fitted(walk.where, REGULAR, 10, width))
    canvas.drawString(MARGIN, top - 44, f"{about.round_name}, {about.day}. Sheet {walk.code}, {which}.")
    canvas.setFillColor(GREY)
    canvas.setFont(REGULAR, 6.8)
    for up, words in ((8, KEPT), (0, about.imprint)):
        canvas.drawString(MARGIN, MARGIN - 4 + up, fitted(words, REGULAR, 6.8, right - MARGIN))


def _column(canvas: Canvas, rows: Sequence[ListedDoor | Head], x: float, columns: Columns) -> None:
    y = A4[1] - MARGIN - TOP
    for row in rows:
        y -= columns.row
        base = y + (columns.row - columns.size) / 2 + columns.size * 0.16
        if isinstance(row, Head):
            canvas.setFillColor(WASH)
            canvas.rect(x, y + 1, columns.width, columns.row - 2, stroke=0, fill=1)
            canvas.setFillColor(INK)
            font = REGULAR if row.minor else BOLD
            canvas.setFont(font, columns.size)
            canvas.drawString(x + 3, base, fitted(row.text, font, columns.size, columns.width - 6))
            continue
        _door(canvas, row, x, y, base, columns)


def _door(canvas: Canvas, door: ListedDoor, x: float, y: float, base: float, columns: Columns) -> None:
    size, box = columns.size, columns.row - 6
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.7)
    canvas.rect(x, y + 3, box, box, stroke=1, fill=0)
    canvas.setFillColor(GREY)
    canvas.setFont(REGULAR, size - 2)
    canvas.drawRightString(x + box + size * 2.6, base, str(door.number))
    canvas.setFillColor(INK)
    canvas.setFont(BOLD, size)
    labels, names = x + box + size * 3.1, x + box + size * 9
    canvas.drawString(labels, base, fitted(door.label, BOLD, size, names - labels - 3))
    canvas.setFont(REGULAR, size)
    canvas.drawString(names, base, door.names(x + columns.width - names, size))
