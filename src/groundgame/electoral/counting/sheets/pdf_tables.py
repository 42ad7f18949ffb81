"""The tables of the PDF around its stages: what is known of the count, and where to sign."""

from xml.sax.saxutils import escape

from reportlab.platypus import Flowable, Paragraph, Table, TableStyle

from groundgame.electoral.counting.sheets.pdf_pages import EDGE, FOOT, MARGIN, PAGE
from groundgame.electoral.counting.sheets.pdf_style import (
    FACT,
    FACT_NAME,
    INK,
    LABEL,
    figure_width,
)

WIDTH = PAGE[0] - 2 * (MARGIN + EDGE)
HEIGHT = PAGE[1] - 2 * (MARGIN + EDGE) - FOOT
SHORT, LONGEST = 20, 100
"""How many letters a fact may have to stand beside others, and a name in the table."""

TIGHT = TableStyle(
    [
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
)


def facts_table(known: list[tuple[str, str]]) -> list[Flowable]:
    """Return names over values: the short ones side by side, then each long one on a line of its own."""
    short = [pair for pair in known if len(pair[1]) <= SHORT]
    side_by_side = [[Paragraph(escape(name), FACT_NAME) for name, _ in short], [_bold(value) for _, value in short]]
    across = [max(figure_width(name), figure_width(value, bold=True)) * 1.15 + 18 for name, value in short]
    long = [[Paragraph(escape(name), FACT_NAME), _bold(value)] for name, value in known if len(value) > SHORT]
    names = max((figure_width(name) * 1.15 + 12 for name, value in known if len(value) > SHORT), default=0)
    shapes = [(side_by_side, across)] if short else []
    shapes += [(long, [names, WIDTH - names])] if long else []
    return [Table(rows, colWidths=widths, style=TIGHT, hAlign="LEFT", spaceAfter=4) for rows, widths in shapes]


def shortened(name: str) -> str:
    """Return a name that leaves room for others: one as long as a page would fit on none."""
    return name if len(name) <= LONGEST else f"{name[:LONGEST]}…"


def _bold(value: str) -> Paragraph:
    return Paragraph(f"<b>{escape(value)}</b>", FACT)


def signature_table(signatories: tuple[str, ...]) -> Table:
    """Return a line to sign on for each, with room to write."""
    words = ("Name", "Signature", "Date")
    small = [Paragraph(word, LABEL) for word in words]
    rows = [[Paragraph(f"<b>{escape(who)}</b>", FACT), *small] for who in signatories]
    lines = [("LINEABOVE", (column, 0), (column, -1), 0.6, INK) for column in (1, 2, 3)]
    room = TableStyle([*lines, ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)])
    return Table(rows, colWidths=[110, 250, 250, 120], rowHeights=34, style=room, hAlign="LEFT", spaceBefore=24)
