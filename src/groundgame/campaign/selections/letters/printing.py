"""Letters as PDF: A4, one a page, the address where a window envelope shows it."""

from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    ListFlowable,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from groundgame.campaign.selections.models import Letter
from groundgame.electoral.counting.sheets.pdf_style import GREY, INK, style
from groundgame.printing import draw_square, register_fonts, square_of

MARGIN = 22 * mm
ADDRESS_TOP, ADDRESS_HEIGHT = 50 * mm, 40 * mm  # the window of a DL envelope, of a sheet folded in three
CODE_SIZE = 30 * mm
BODY, HEADING, SMALL = style(10.5), style(13, bold=True, before=4), style(8.5, color=GREY)


def print_letters(
    letters: Iterable[Letter],
    link: Callable[[Letter], str],
    *,
    what_for: str = "To appeal, or to see what became of it:",
) -> bytes:
    """Return the letters as one PDF; `link` gives the address to appeal at or to vote at, or nothing."""
    register_fonts()
    page = BytesIO()
    frame = Frame(MARGIN, MARGIN, A4[0] - 2 * MARGIN, A4[1] - 2 * MARGIN, leftPadding=0, rightPadding=0)
    document = BaseDocTemplate(page, pagesize=A4, title="Letters", invariant=1)
    document.addPageTemplates(PageTemplate("letter", [frame], onPage=_fold_mark))
    story: list[Flowable] = []
    for letter in letters:
        story += [*_flow(letter, link(letter), what_for), PageBreak()]
    document.build(story or [Paragraph("There is no letter to print.", BODY)])
    return page.getvalue()


def _fold_mark(canvas: Canvas, _document: Any) -> None:  # noqa: ANN401 (reportlab has no types)
    canvas.setStrokeColor(GREY)
    canvas.line(4 * mm, A4[1] - 105 * mm, 8 * mm, A4[1] - 105 * mm)


def _flow(letter: Letter, link: str, what_for: str) -> Iterator[Flowable]:
    member = letter.entry.member
    yield Paragraph(f"Letter {letter.number}, member {escape(member.number)}", SMALL)
    yield Spacer(0, ADDRESS_TOP - MARGIN - 5 * mm)
    lines = [member.name, *member.address.splitlines(), member.postcode]
    yield Table(
        [[Paragraph("<br/>".join(escape(line) for line in lines if line), BODY)]],
        colWidths=[85 * mm],
        rowHeights=[ADDRESS_HEIGHT],
        hAlign="LEFT",
        style=[("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)],
    )
    yield Paragraph(escape(str(letter.words[0])), HEADING)
    for part in letter.words[1:]:
        yield Spacer(0, 3 * mm)
        yield _listed(part) if isinstance(part, list) else Paragraph(escape(part), BODY)
    if link:
        yield Spacer(0, 6 * mm)
        yield _way(link, what_for)


def _listed(texts: list[str]) -> Flowable:
    return ListFlowable(
        [Paragraph(escape(each), BODY) for each in texts], bulletType="bullet", start="•", leftIndent=12
    )


def _way(link: str, what_for: str) -> Flowable:
    """Return the address to go to, to be typed or read by a telephone."""
    words = [Paragraph(f"<b>{escape(what_for)}</b>", BODY), Paragraph(escape(link), BODY)]
    look = [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]
    return Table([[Square(link), words]], colWidths=[CODE_SIZE + 6 * mm, None], hAlign="LEFT", style=look)


class Square(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A QR code on a letter."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.width = self.height = CODE_SIZE
        self.rows = square_of(text)

    def draw(self) -> None:
        """Draw it, black on the white of the paper."""
        self.canv.setFillColor(INK)
        draw_square(self.canv, self.rows, 0, 0, CODE_SIZE)
