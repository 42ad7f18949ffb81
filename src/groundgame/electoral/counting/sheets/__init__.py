"""A count as a sheet that a returning officer signs: text, HTML, CSV or PDF.

All four lay out the same table, so that they cannot differ in a figure.
"""

from groundgame.electoral.counting.sheets.comma_separated import csv_sheet
from groundgame.electoral.counting.sheets.digest import papers_digest, papers_text, totals_digest
from groundgame.electoral.counting.sheets.html import html_sheet
from groundgame.electoral.counting.sheets.particulars import Particulars
from groundgame.electoral.counting.sheets.printing import KINDS, pdf_sheet, printed
from groundgame.electoral.counting.sheets.settings import settings
from groundgame.electoral.counting.sheets.table import SheetTable, sheet_table, sheet_tables
from groundgame.electoral.counting.sheets.text import sheet

__all__ = [
    "KINDS",
    "Particulars",
    "SheetTable",
    "csv_sheet",
    "html_sheet",
    "papers_digest",
    "papers_text",
    "pdf_sheet",
    "printed",
    "settings",
    "sheet",
    "sheet_table",
    "sheet_tables",
    "totals_digest",
]
