"""A sheet by the ending of its file's name."""

from collections.abc import Callable, Mapping

from groundgame.electoral.counting.rounds import Count
from groundgame.electoral.counting.sheets.comma_separated import csv_sheet
from groundgame.electoral.counting.sheets.html import html_sheet
from groundgame.electoral.counting.sheets.particulars import Particulars
from groundgame.electoral.counting.sheets.text import sheet


def pdf_sheet(count: Count, about: Particulars) -> bytes:
    """Return the count as a PDF on A4 across; the same count gives the same bytes."""
    # What draws a PDF takes half a second to load, and most counts are not printed.
    from groundgame.electoral.counting.sheets.pdf import draw_pdf

    return draw_pdf(count, about)


def printed(kind: str, count: Count, about: Particulars) -> bytes:
    """Return the bytes of a sheet of a kind in `KINDS`."""
    return KINDS[kind](count, about)


KINDS: Mapping[str, Callable[[Count, Particulars], bytes]] = {
    "pdf": pdf_sheet,
    "html": lambda count, about: html_sheet(count, about).encode(),
    # A spreadsheet takes a CSV without this mark for its own country's letters.
    "csv": lambda count, about: csv_sheet(count, about).encode("utf-8-sig"),
    "txt": lambda count, about: f"{sheet(count, about)}\n".encode(),
}
