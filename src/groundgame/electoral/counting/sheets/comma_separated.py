"""A count as a CSV sheet, for a spreadsheet: what is known of it, then the table."""

import csv
import io
from collections.abc import Iterator

from groundgame.electoral.counting.rounds import Count
from groundgame.electoral.counting.sheets.particulars import Particulars, elected_lines, facts
from groundgame.electoral.counting.sheets.table import SheetTable, sheet_tables

# A spreadsheet would run a name that begins so as a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_sheet(count: Count, about: Particulars) -> str:
    """Return the count as CSV: rows of two cells, then the table, with a row of each stage's remarks at its foot.

    A stage after the first has two columns: what each name received, and what it then stands at. Figures are written
    without thousands separators.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["Contest", _safe(about.heading)])
    writer.writerows([name, _safe(value)] for name, value in facts(count, about, grouped=False))
    writer.writerows(["Elected", _safe(line)] for line in elected_lines(count))
    tables = sheet_tables(count)
    for table in tables:
        writer.writerow([])
        writer.writerows(_table(table))
    writer.writerows([f"Stage {stage.number}", _safe(stage.note)] for stage in tables[0].stages if stage.note)
    for table in tables:
        writer.writerows(_given(table))
    return out.getvalue()


def _table(table: SheetTable) -> Iterator[list[str]]:
    yield [table.name, *_headings(table), "Outcome"]
    for row in table.rows:
        pairs = zip(table.stages, row.cells, strict=True)
        cells = [cell for stage, pair in pairs for cell in pair[not stage.transfers :]]
        yield [_safe(row.label), *(cell.replace(",", "").lstrip("+") for cell in cells), row.outcome]


def _given(table: SheetTable) -> Iterator[list[str]]:
    for stage in table.stages:
        for line in stage.gave:
            yield [": ".join(filter(None, [table.name, f"Stage {stage.number}"])), f"from {line}"]


def _headings(table: SheetTable) -> list[str]:
    headings = []
    for stage in table.stages:
        title = f"Stage {stage.number}: {stage.heading}"
        headings += [f"{title}, received", f"{title}, total"] if stage.transfers else [title]
    return headings


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
