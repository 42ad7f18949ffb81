"""Canvass sheets as PDF: drawn straight on the page, since a table of cells would take ten times as long."""

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from groundgame.campaign.doorstep.paper.codes import INTENTION, Codebook
from groundgame.campaign.doorstep.paper.drawing import (
    GREY,
    INK,
    KEPT,
    LINE,
    WASH,
    Particulars,
    PrintedWalk,
    fitted,
    wrapped,
)
from groundgame.campaign.doorstep.paper.layout import FOOTER, HEADER, MARGIN, PAGE, Layout
from groundgame.campaign.doorstep.paper.lines import Head, Line, Row
from groundgame.campaign.doorstep.paper.openings import SIDE, Sayings, draw_shape
from groundgame.campaign.doorstep.paper.pages import pages_of
from groundgame.printing import BOLD, REGULAR, draw_square, register_fonts, square_of

SQUARE, SMALLEST = 19 * mm, 6.8


def draw_sheets(
    walks: Iterable[PrintedWalk],
    codes: Codebook,
    about: Particulars,
    *,
    sayings: Sayings | None = None,
    large: bool = False,
) -> bytes:
    """Return walks as one PDF, A4 across, each beginning on a page of its own; `sayings` come before its doors."""
    register_fonts()
    page = BytesIO()
    canvas = Canvas(page, pagesize=PAGE, invariant=1, pageCompression=1)
    canvas.setTitle(f"{about.round_name}: canvass sheets")
    canvas.setAuthor("")
    drawing = _Drawing(canvas, codes, about, Layout.of(codes, large=large))
    for walk in walks:
        if sayings is not None:
            sayings.draw(canvas, walk.title, walk.where, large=large)
        drawing.walk(walk)
    canvas.save()
    return page.getvalue()


class _Drawing:
    """Draws pages; what is the same on all of them is drawn once and called up by name."""

    def __init__(self, canvas: Canvas, codes: Codebook, about: Particulars, layout: Layout) -> None:
        self.canvas, self.codes, self.about, self.layout = canvas, codes, about, layout
        self._form("boxes", self._boxes)
        self._form("frame", self._frame)

    def _form(self, name: str, draw: Callable[[], None]) -> None:
        self.canvas.beginForm(name, 0, 0, *PAGE)
        draw()
        self.canvas.endForm()

    def walk(self, walk: PrintedWalk) -> None:
        """Draw a walk's pages."""
        pages = pages_of(walk.rows, self.layout)
        square = square_of(walk.link)
        self._form(f"square-{walk.code}", lambda: self._square(square))
        for number, rows in enumerate(pages, start=1):
            self._page(walk, rows, f"page {number} of {len(pages)}")

    def _square(self, rows: list[bytes]) -> None:
        self.canvas.setFillColor(INK)
        draw_square(self.canvas, rows, self.layout.right - SQUARE, PAGE[1] - MARGIN - SQUARE, SQUARE)

    def _page(self, walk: PrintedWalk, rows: Sequence[Row], which: str) -> None:
        canvas, layout = self.canvas, self.layout
        canvas.doForm("frame")
        canvas.doForm(f"square-{walk.code}")
        top = PAGE[1] - MARGIN
        canvas.setFillColor(INK)
        canvas.setFont(BOLD, 15)
        canvas.drawString(MARGIN, top - 14, walk.title)
        canvas.setFont(REGULAR, 9.5)
        canvas.drawString(MARGIN, top - 28, fitted(walk.where, REGULAR, 9.5, layout.right - MARGIN - SQUARE - 60 * mm))
        beside = layout.right - SQUARE - 4 * mm
        canvas.drawRightString(beside, top - 14, self.about.round_name)
        canvas.drawRightString(beside, top - 28, f"{self.about.day}, {which}")
        canvas.setFont(BOLD, 12)
        canvas.drawRightString(beside, top - 44, f"Sheet {walk.code}")
        self._rows(rows, top - HEADER)
        canvas.showPage()

    def _rows(self, rows: Sequence[Row], y: float) -> None:
        for row in rows:
            y -= self.layout.head if isinstance(row, Head) else self.layout.row
            if isinstance(row, Head):
                self._head(row, y)
            else:
                self._line(row, y)

    def _head(self, head: Head, y: float) -> None:
        canvas, layout = self.canvas, self.layout
        canvas.setFillColor(WASH)
        canvas.rect(MARGIN, y, layout.right - MARGIN, layout.head, stroke=0, fill=1)
        canvas.setFillColor(INK)
        canvas.setFont(REGULAR if head.minor else BOLD, layout.size + (0 if head.minor else 1))
        canvas.drawString(MARGIN + (14 * mm if head.minor else 2 * mm), y + layout.head * 0.28, head.text)

    def _line(self, line: Line, y: float) -> None:
        canvas, layout, person = self.canvas, self.layout, line.person
        base = y + (layout.row - layout.size) / 2 + layout.size * 0.16
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.9 if line.door else 0.3)
        canvas.line(MARGIN if line.door else layout.name, y + layout.row, layout.right, y + layout.row)
        canvas.saveState()
        canvas.translate(layout.boxes, y)
        canvas.doForm("boxes")
        canvas.restoreState()
        canvas.setFillColor(INK)
        canvas.setFont(BOLD, layout.size)
        canvas.drawRightString(layout.door - 2 * mm, base, str(line.number))
        if line.door:
            room = layout.name - layout.door - 3 - (SIDE + 3 if line.shape else 0)
            canvas.drawString(layout.door, base, fitted(line.door, BOLD, layout.size, room))
            draw_shape(canvas, line.shape, layout.name - SIDE - 3, base - 0.5)
        canvas.setFont(REGULAR, layout.size)
        width = layout.elector_number - layout.name - (9 * mm if person.postal else 3)
        canvas.drawString(layout.name, base, fitted(person.name, REGULAR, layout.size, width))
        small = layout.size - 1.4
        canvas.setFont(REGULAR, small)
        canvas.drawString(layout.elector_number, base, person.number)
        said = self.codes.label_of(INTENTION, person.voting_intention) if person.voting_intention else ""
        if said:
            canvas.drawString(layout.said, base, said)
        if person.postal:
            canvas.setFont(BOLD, small)
            canvas.drawRightString(layout.elector_number - 2 * mm, base, "post")

    def _boxes(self) -> None:
        """Draw the boxes of one line with their codes, light enough to be written over."""
        canvas, layout = self.canvas, self.layout
        canvas.setLineWidth(0.6)
        canvas.setStrokeColor(LINE)
        canvas.setFillColor(GREY)
        gap, height = 1.0, layout.row - 4.2
        for group in layout.groups:
            for index, typed in enumerate(group.codes):
                x = group.at + index * layout.box
                canvas.rect(x + gap, 2.1, layout.box - 2 * gap, height, stroke=1, fill=0)
                size = min(layout.size - 0.6, layout.size * 2.3 / max(len(typed), 1))
                canvas.setFont(REGULAR, size)
                canvas.drawCentredString(x + layout.box / 2, 2.1 + (height - size) / 2 + size * 0.16, typed)

    def _frame(self) -> None:
        """Draw what every page has: the heads of the columns, what the codes mean, the imprint."""
        canvas, layout = self.canvas, self.layout
        y = PAGE[1] - MARGIN - HEADER + 3
        canvas.setFillColor(GREY)
        canvas.setFont(REGULAR, 7.5)
        canvas.drawRightString(layout.door - 2 * mm, y, "line")
        for x, words in (
            (layout.door, "door"),
            (layout.name, "name"),
            (layout.elector_number, "elector no."),
            (layout.said, "last time"),
            *((layout.boxes + group.at + 1, group.word) for group in layout.groups),
            (layout.notes, "notes"),
        ):
            canvas.drawString(x, y, words)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(1)
        canvas.line(MARGIN, y - 3, layout.right, y - 3)
        self._legend()

    def _legend(self) -> None:
        canvas, layout = self.canvas, self.layout
        width = layout.right - MARGIN
        size, y = layout.legend, MARGIN + FOOTER - 9
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.5)
        canvas.line(MARGIN, y + size + 1, layout.right, y + size + 1)
        canvas.setFillColor(INK)
        canvas.setFont(REGULAR, size)
        for words in wrapped([f"{code.typed} {code.label}" for code in self.codes], REGULAR, size, width)[:2]:
            canvas.drawString(MARGIN, y, words)
            y -= size + 2
        canvas.setFillColor(GREY)
        canvas.setFont(REGULAR, SMALLEST)
        for up, words in ((SMALLEST + 1, KEPT), (0, self.about.imprint)):
            canvas.drawString(MARGIN, MARGIN - 5 + up, fitted(words, REGULAR, SMALLEST, width))
