"""The fonts of a PDF, which carry Latin, Greek and Cyrillic letters."""

from functools import cache
from pathlib import Path

from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont

FONTS = Path(__file__).with_name("fonts")
REGULAR, BOLD = "Sheet", "SheetBold"


@cache
def register_fonts() -> None:
    """Tell the PDF library of the fonts that lie beside this file, once."""
    registerFont(TTFont(REGULAR, str(FONTS / "DejaVuSansCondensed.ttf")))
    registerFont(TTFont(BOLD, str(FONTS / "DejaVuSansCondensed-Bold.ttf")))
    registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)
