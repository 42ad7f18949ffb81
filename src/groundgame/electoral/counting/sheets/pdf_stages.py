"""The tables of a count's stages in the PDF."""

import sys
from xml.sax.saxutils import escape

from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, LongTable, Paragraph, TableStyle

from groundgame.electoral.counting.sheets.pdf_style import (
    CAPTION,
    FIGURE_SIZE,
    HEAD,
    LABEL,
    LABEL_BOLD,
    LINE,
    SOFT,
    figure_width,
)
from groundgame.electoral.counting.sheets.pdf_tables import HEIGHT, WIDTH, shortened
from groundgame.electoral.counting.sheets.table import TOTAL, Row, SheetTable, Stage
from groundgame.printing import BOLD, REGULAR

NAME_WIDTH, OUTCOME_WIDTH = 150.0, 82.0
NARROWEST, PADDING = 58.0, 8.0
BEGINNING = 130.0
"""What room a table longer than a page needs to begin: its caption, its head and some rows."""

GRID = [
    ("GRID", (0, 0), (-1, -1), 0.4, LINE),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 3),
    ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ("TOPPADDING", (0, 0), (-1, -1), 1.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
]


def stage_tables(table: SheetTable) -> list[Flowable]:
    """Return a table for as many stages as fit across, and so on, each under its caption.

    A table is not broken over pages where one page holds it; the head of a longer one comes again on each page.
    """
    column = _column_width(table)
    groups = table.groups(int((WIDTH - NAME_WIDTH - OUTCOME_WIDTH) // column))
    story: list[Flowable] = []
    for group in groups:
        story += _kept([Paragraph(escape(table.caption(group)), CAPTION), _stage_table(table, group, column)])
    return story


def _kept(parts: list[Flowable]) -> list[Flowable]:
    height = sum(part.wrap(WIDTH, sys.maxsize)[1] + CAPTION.spaceAfter for part in parts)
    return [KeepTogether(parts)] if height <= HEIGHT else [CondPageBreak(BEGINNING), *parts]


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
    look = TableStyle([*GRID, *_spans(stages, last=last), *_looks(table, stages, len(heads))])
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
    return Paragraph(f"<b>Stage {stage.number}</b><br/>{escape(shortened(stage.heading))}{quota}", HEAD)


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


def _line(row: Row, stages: list[Stage], *, last: bool) -> list[object]:
    bold = _is_won(row) or not row.is_name
    cells: list[object] = [Paragraph(escape(shortened(row.label)), LABEL_BOLD if bold else LABEL)]
    for stage in stages:
        received, total = row.cells[stage.number - 1]
        shown = "\n".join(filter(None, (total, _fate(row, stage))))
        cells += [received, shown][2 - stage.columns :]
    return [*cells, row.outcome] if last else cells


def _looks(table: SheetTable, stages: list[Stage], heads: int) -> list[tuple[object, ...]]:
    """Return how the figures look: to the right, those that decide and those of the foot in bold."""
    looks: list[tuple[object, ...]] = [
        ("FONT", (1, heads), (-1, -1), REGULAR, FIGURE_SIZE, FIGURE_SIZE * 1.25),
        ("ALIGN", (1, heads), (sum(stage.columns for stage in stages), -1), "RIGHT"),
    ]
    for number, row in enumerate(table.rows, start=heads):
        if not row.is_name:
            looks.append(("BACKGROUND", (0, number), (-1, number), SOFT))
        column = 0
        for stage in stages:
            column += stage.columns
            if _fate(row, stage) or row.label == TOTAL:
                looks.append(("FONTNAME", (column, number), (column, number), BOLD))
    return looks


def _fate(row: Row, stage: Stage) -> str:
    return stage.fate(row.label) if row.is_name else ""


def _is_won(row: Row) -> bool:
    return row.outcome.startswith("Elected") or row.outcome.endswith("seats")
