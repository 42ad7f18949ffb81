"""A count as a PDF on A4 across, for signing: the stages go on over as many pages as they need."""

import io
from functools import partial
from xml.sax.saxutils import escape

from reportlab.platypus import Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer

from groundgame.electoral.counting.rounds import Count
from groundgame.electoral.counting.sheets.particulars import DECLARATION, Particulars, elected_lines, facts
from groundgame.electoral.counting.sheets.pdf_pages import FOOT, MARGIN, PAGE, NumberedCanvas
from groundgame.electoral.counting.sheets.pdf_stages import stage_tables
from groundgame.electoral.counting.sheets.pdf_style import FACT, HEADING, TEXT, TITLE
from groundgame.electoral.counting.sheets.pdf_tables import facts_table, signature_table
from groundgame.electoral.counting.sheets.table import SheetTable, sheet_tables
from groundgame.printing import register_fonts

FOOT_LETTERS = 80
"""How much of a title fits beside the number of the page."""


def draw_pdf(count: Count, about: Particulars) -> bytes:
    """Return the count as a PDF; the same count gives the same bytes.

    A letter that is not Latin, Greek or Cyrillic prints as an empty box: take the HTML sheet for such names.
    """
    register_fonts()
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=PAGE, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=MARGIN + FOOT,
        title=about.heading, author="", subject=about.rule_title, creator=about.program, lang="en-GB", invariant=1,
    )  # fmt: skip
    document.build(_story(count, about), canvasmaker=partial(NumberedCanvas, foot=_foot(about)))
    return out.getvalue()


def _foot(about: Particulars) -> str:
    hashes = ", ".join(digest[:16] for digest in about.digests.values())
    title = about.heading if len(about.heading) <= FOOT_LETTERS else f"{about.heading[:FOOT_LETTERS]}…"
    return f"{title}{f' · papers {hashes}…' if hashes else ''}"


def _story(count: Count, about: Particulars) -> list[Flowable]:
    tables = sheet_tables(count)
    return [
        Paragraph(escape(about.heading), TITLE),
        Spacer(0, 6),
        *facts_table(facts(count, about)),
        Paragraph("Elected", HEADING),
        *[Paragraph(f"{number}. {escape(line)}", TEXT) for number, line in enumerate(elected_lines(count), start=1)],
        *[part for table in tables for part in stage_tables(table)],
        *_decisions(tables[0]),
        *[part for table in tables for part in _given(table)],
        *_again(about),
        *_signed(about),
    ]


def _decisions(table: SheetTable) -> list[Flowable]:
    notes = [f"Stage {stage.number}: {stage.note}" for stage in table.stages if stage.note]
    return [Paragraph("Decisions", HEADING), *[Paragraph(escape(note), TEXT) for note in notes]] if notes else []


def _given(table: SheetTable) -> list[Flowable]:
    lines = [line for stage in table.stages for line in stage.given()]
    title = Paragraph(escape(table.given_title), HEADING)
    return [title, *[Paragraph(escape(line), TEXT) for line in lines]] if lines else []


def _again(about: Particulars) -> list[Flowable]:
    if not about.recount:
        return []
    return [KeepTogether([Paragraph("To count again", HEADING), Paragraph(escape(about.recount), FACT)])]


def _signed(about: Particulars) -> list[Flowable]:
    if not about.signatories:
        return []
    parts = [Paragraph("Signed", HEADING), Paragraph(DECLARATION, TEXT), signature_table(about.signatories)]
    return [KeepTogether(parts)]
