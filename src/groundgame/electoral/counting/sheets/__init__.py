"""A count as a sheet that a returning officer signs: text, HTML, CSV or PDF.

All four lay out the same table, so that they cannot differ in a figure.
"""

from groundgame.electoral.counting.sheets.table import SheetTable, sheet_table
from groundgame.electoral.counting.sheets.text import sheet

__all__ = ["SheetTable", "sheet", "sheet_table"]
