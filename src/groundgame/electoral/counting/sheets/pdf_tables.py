"""The tables of the PDF: what is known of the count, its stages, and where to sign."""

from xml.sax.saxutils import escape

from reportlab.platypus import Flowable, LongTable, Paragraph, Spacer, Table, TableStyle

from groundgame.electoral.counting.sheets.pdf_pages import EDGE, MARGIN, PAGE
from groundgame.electoral.counting.sheets.pdf_style import (
    FACT,
    FACT_NAME,
    FIGURE,
    HEAD,
    HEADING,
    INK,
    LABEL,
    LABEL_BOLD,
    LINE,
    SOFT,
    figure_width,
)
from groundgame.electoral.counting.sheets.table import Row, SheetTable, Stage

WIDTH = PAGE[0] - 2 * (MARGIN + EDGE)
NAME_WIDTH, OUTCOME_WIDTH, FACT_WIDTH = 150.0, 82.0, 110.0
NARROWEST, PADDING = 46.0, 8.0
SHORT = 20
"""How many letters a fact may have to stand beside others."""

GRID = [
    ("GRID", (0, 0), (-1, -1), 0.4, LINE),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 3),
    ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ("TOPPADDING", (0, 0), (-1, -1), 1.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
]

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
    shapes = [(side_by_side, across)] if short else []
    shapes += [(long, [FACT_WIDTH, WIDTH - FACT_WIDTH])] if long else []
    return [Table(rows, colWidths=widths, style=TIGHT, hAlign="LEFT", spaceAfter=4) for rows, widths in shapes]


def _bold(value: str) -> Paragraph:
    return Paragraph(f"<b>{escape(value)}</b>", FACT)


def stage_tables(table: SheetTable) -> list[Flowable]:
    """Return a table for as many stages as fit across, and so on; its head comes again on each page."""
    column = _column_width(table)
    groups = table.groups(int((WIDTH - NAME_WIDTH - OUTCOME_WIDTH) // column))
    story: list[Flowable] = []
    for group in groups:
        name = f"Stages {group.start + 1} to {group.stop}" if len(group) > 1 else f"Stage {group.stop}"
        story += [Paragraph(name, HEADING), Spacer(0, 3), _stage_table(table, group, column)]
    return story


def signature_table(signatories: tuple[str, ...]) -> Table:
    """Return a line to sign on for each, with room to write."""
    words = ("Name", "Signature", "Date")
    small = [Paragraph(word, LABEL) for word in words]
    rows = [[Paragraph(f"<b>{escape(who)}</b>", FACT), *small] for who in signatories]
    lines = [("LINEABOVE", (column, 0), (column, -1), 0.6, INK) for column in (1, 2, 3)]
    room = TableStyle([*lines, ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)])
    return Table(rows, colWidths=[110, 250, 250, 120], rowHeights=34, style=room, hAlign="LEFT", spaceBefore=24)


def _column_width(table: SheetTable) -> float:
    widest = max(
        (figure_width(cell, bold=True) for row in table.rows for pair in row.cells for cell in pair), default=0
    )
    return max(NARROWEST, widest + PADDING)


def _stage_table(table: SheetTable, group: range, column: float) -> LongTable:
    stages = [table.stages[index] for index in group]
    last = group.stop == len(table.stages)
    columns = sum(stage.columns for stage in stages)
    heads = _heads(stages, last=last)
    rows = [_line(row, stages, last=last) for row in table.rows]
    widths = [NAME_WIDTH, *[column] * columns, *([OUTCOME_WIDTH] if last else [])]
    look = TableStyle([*GRID, *_spans(stages, last=last), *_feet(table, len(heads))])
    return LongTable(heads + rows, colWidths=widths, repeatRows=len(heads), style=look, hAlign="LEFT")


def _heads(stages: list[Stage], *, last: bool) -> list[list[object]]:
    first: list[object] = [Paragraph("<b>Name</b>", LABEL)]
    second: list[object] = [""]
    for stage in stages:
        first += [_head(stage), ""][: stage.columns]
        second += [Paragraph("received", HEAD), Paragraph("total", HEAD)] if stage.transfers else [""]
    outcome: list[object] = [Paragraph("<b>Outcome</b>", LABEL)] if last else []
    heads = [first + outcome]
    return [*heads, second + [""] * last] if any(stage.transfers for stage in stages) else heads


def _head(stage: Stage) -> Paragraph:
    quota = f"<br/>Quota {stage.quota}" if stage.quota else ""
    return Paragraph(f"<b>Stage {stage.number}</b><br/>{escape(stage.heading)}{quota}", HEAD)


def _spans(stages: list[Stage], *, last: bool) -> list[tuple[object, ...]]:
    two = any(stage.transfers for stage in stages)
    rows = 1 if two else 0
    spans: list[tuple[object, ...]] = [("BACKGROUND", (0, 0), (-1, rows), SOFT), ("SPAN", (0, 0), (0, rows))]
    column = 1
    for stage in stages:
        spans.append(
            ("SPAN", (column, 0), (column + 1, 0)) if stage.transfers else ("SPAN", (column, 0), (column, rows))
        )
        column += stage.columns
    return [*spans, ("SPAN", (column, 0), (column, rows))] if last else spans


def _feet(table: SheetTable, heads: int) -> list[tuple[object, ...]]:
    feet = [heads + index for index, row in enumerate(table.rows) if not row.is_name]
    return [("BACKGROUND", (0, row), (-1, row), SOFT) for row in feet]


def _line(row: Row, stages: list[Stage], *, last: bool) -> list[object]:
    won = row.outcome.startswith("Elected") or row.outcome.endswith("seats")
    cells: list[object] = [Paragraph(escape(row.label), LABEL if row.is_name and not won else LABEL_BOLD)]
    for stage in stages:
        received, total = row.cells[stage.number - 1]
        fate = stage.fate(row.label) if row.is_name else ""
        shown = f"<b>{total}</b><br/>{fate}" if fate else total
        cells += [Paragraph(received, FIGURE), Paragraph(shown, FIGURE)][2 - stage.columns :]
    return [*cells, Paragraph(row.outcome, LABEL)] if last else cells
