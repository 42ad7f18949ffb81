"""Walk lists as PDF: the doors of a walk in their order, upright, for whoever goes along with a telephone or a bag."""

from collections.abc import Callable, Iterable, Iterator, Sequence
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

    def lines(self, width: float, size: float) -> list[str]:
        """Return who lives there in as many lines as it takes, `width` points wide.

        On one line middle names go first, then a surname that all have is named once. Nobody becomes an initial, which
        is no name to ask for at a door: whoever does not fit comes below.
        """
        ways = (_each(str.strip), _each(_first_and_last), _of_one_name)
        said = [way(self.people) for way in ways]
        fits = (line for line in said if line and stringWidth(line, REGULAR, size) <= width)
        whole = next(fits, None)
        return _below_each_other(self.people, width, size) if whole is None else [whole]


def _below_each_other(people: Sequence[Person], width: float, size: float) -> list[str]:
    """Return the people by first and last name, as many on a line as fit; only a name longer than a line is cut."""
    lines = [""]
    for person in people:
        name = _first_and_last(person.name) + _post(person)
        together = f"{lines[-1]}, {name}" if lines[-1] else name
        if stringWidth(together, REGULAR, size) <= width or not lines[-1]:
            lines[-1] = together
        else:
            lines.append(name)
    return [fitted(line, REGULAR, size, width) for line in lines]


def _each(shorten: Callable[[str], str]) -> Callable[[Sequence[Person]], str]:
    return lambda people: ", ".join(shorten(one.name) + _post(one) for one in people)


def _post(person: Person) -> str:
    return " (post)" if person.postal else ""


def _of_one_name(people: Sequence[Person]) -> str:
    """Return "Ann & Bob Smith", or "" where the people do not share a surname."""
    split = [_first_and_last(one.name).rpartition(" ") for one in people]
    if len({last for _, _, last in split}) != 1 or len(split) == 1:
        return ""
    firsts = " & ".join(first + _post(one) for (first, _, _), one in zip(split, people, strict=True))
    return f"{firsts} {split[0][2]}"


def _first_and_last(name: str) -> str:
    words = name.split()
    return f"{words[0]} {words[-1]}" if len(words) > 1 else name


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
    def names(self) -> float:
        """Where names begin, from the left of a column."""
        return self.row - 6 + self.size * 9

    def lines(self, row: "ListedDoor | Head") -> list[str]:
        """Return the lines of a row, beside the label of a door."""
        return [row.text] if isinstance(row, Head) else row.lines(self.width - self.names, self.size)

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
    filled = list(_columns(list(_doors(walk.rows)), columns))
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


def _columns(rows: Sequence[ListedDoor | Head], columns: Columns) -> Iterator[list[ListedDoor | Head]]:
    """Fill columns; one that begins amid a street names it again, and no name stands alone at the foot of one."""
    column: list[ListedDoor | Head] = []
    street: Head | None = None
    filled = 0
    for row in rows:
        lines = len(columns.lines(row))
        if column and filled + lines > columns.rows:
            alone = [column.pop()] if isinstance(column[-1], Head) else []
            yield column
            again = [] if alone or isinstance(row, Head) or street is None else [Head(f"{street.text} (continued)")]
            column, filled = [*alone, *again], len(alone) + len(again)
        column.append(row)
        filled += lines
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
        lines = columns.lines(row)
        _door(canvas, row, x, y, base, columns)
        for line in lines:
            canvas.drawString(x + columns.names, base, line)
            base -= columns.row
        y -= columns.row * (len(lines) - 1)


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
    labels, names = x + box + size * 3.1, x + columns.names
    canvas.drawString(labels, base, fitted(door.label, BOLD, size, names - labels - 3))
    canvas.setFont(REGULAR, size)
