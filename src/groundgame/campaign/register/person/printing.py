"""A subject access report as PDF: A4, one part after another, as somebody who is no clerk can read it."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from django.utils import timezone
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Spacer, Table

from groundgame.campaign.register.person.holdings import Row
from groundgame.campaign.register.person.report import RIGHTS, Part, Report
from groundgame.printing import BOLD, REGULAR, register_fonts

MARGIN = 20 * mm
INK, GREY, LINE = HexColor("#1f2a30"), HexColor("#59605c"), HexColor("#d8cfbe")


def _style(size: float, font: str = REGULAR, **how: Any) -> ParagraphStyle:
    return ParagraphStyle(f"{font}{size}", fontName=font, fontSize=size, leading=size * 1.35, textColor=INK, **how)


BODY, LABEL = _style(9.5), _style(8.5)
TITLE, HEADING = _style(18, BOLD, spaceAfter=6), _style(12.5, BOLD, spaceBefore=14, spaceAfter=2, keepWithNext=1)
PURPOSE = _style(8.5, spaceAfter=4, keepWithNext=1)


def print_report(report: Report) -> bytes:
    """Return a report as PDF."""
    register_fonts()
    page = BytesIO()
    frame = Frame(MARGIN, MARGIN, A4[0] - 2 * MARGIN, A4[1] - 2 * MARGIN, leftPadding=0, rightPadding=0)
    document = BaseDocTemplate(page, pagesize=A4, title=f"What is held of {report.name}", lang="en-GB")
    document.addPageTemplates(PageTemplate("report", [frame], onPage=_foot(report)))
    document.build(list(_story(report, frame._width)))  # noqa: SLF001 (reportlab gives the width no other way)
    return page.getvalue()


def _foot(report: Report) -> Any:  # noqa: ANN401 (reportlab has no types)
    def foot(canvas: Canvas, _document: Any) -> None:  # noqa: ANN401 (likewise)
        canvas.setFont(REGULAR, 8)
        canvas.setFillColor(GREY)
        text = f"{report.name}, {_shown(report.made_at)}, confidential. Page {canvas.getPageNumber()}"
        canvas.drawString(MARGIN, 12 * mm, text)

    return foot


def _story(report: Report, width: float) -> Iterator[Flowable]:
    yield Paragraph(f"What is held of {escape(report.name)}", TITLE)
    yield Paragraph(f"As of {_shown(report.made_at)}, in every part of the program.", BODY)
    yield Spacer(0, 4)
    yield Paragraph(escape(RIGHTS), BODY)
    for part in report.parts:
        yield Paragraph(escape(part.title), HEADING)
        yield Paragraph(escape(f"{part.purpose} Kept: {part.kept}"), PURPOSE)
        yield from _rows(part, width)


def _rows(part: Part, width: float) -> Iterator[Flowable]:
    if not part.rows:
        yield Paragraph("Nothing.", BODY)
    for row in folded(part.rows):
        told = [(key, _shown(value)) for key, value in row.items() if value not in (None, "", {}, [])]
        cells = [[Paragraph(escape(key), LABEL), Paragraph(escape(text), BODY)] for key, text in told]
        if cells:
            style = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEBELOW", (0, -1), (-1, -1), 0.5, LINE)]
            padding = [("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 1)]
            yield Table(
                cells, colWidths=[width * 0.32, width * 0.68], style=[*style, *padding], hAlign="LEFT", splitInRow=1
            )


def folded(rows: Sequence[Row]) -> list[Row]:
    """Return rows as they are, but for those of one hour that say the same: these once, with how often."""
    hours = [_but_minutes(row) for row in rows]
    often = Counter(hours)
    told: dict[object, Row] = {}
    for number, (row, hour) in enumerate(zip(rows, hours, strict=True)):
        count = {"how often": f"{often[hour]} times within the hour"} if hour and often[hour] > 1 else {}
        told.setdefault(hour or number, {**row, **count})
    return list(told.values())


def _but_minutes(row: Row) -> tuple[tuple[str, str], ...]:
    """Return what a row says but for the minutes of when it was; nothing where it has no moment."""
    when = row.get("when")
    if not isinstance(when, dt.datetime):
        return ()
    return tuple((key, f"{value:%Y-%m-%d %H}" if key == "when" else str(value)) for key, value in row.items())


def _shown(value: Any) -> str:  # noqa: ANN401 (whatever a room tells)
    """Return a value as it is read: dates in words, a table's pairs with commas."""
    if isinstance(value, dt.datetime):
        return f"{timezone.localtime(value):%-d %B %Y, %H:%M}"
    if isinstance(value, dt.date):
        return f"{value:%-d %B %Y}"
    if isinstance(value, dict):
        return ", ".join(f"{key.replace('_', ' ')}: {_shown(each)}" for key, each in value.items())
    if isinstance(value, list):
        return "; ".join(map(_shown, value))
    return str(value)
