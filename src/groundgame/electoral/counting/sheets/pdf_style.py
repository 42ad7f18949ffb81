"""How the PDF looks: its paragraph styles."""

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth

from groundgame.printing import BOLD, REGULAR

INK, SOFT, LINE, GREY = HexColor("#111111"), HexColor("#f2f2ef"), HexColor("#767676"), HexColor("#4a4a4a")
FIGURE_SIZE = 7.6


def figure_width(text: str, *, bold: bool = False) -> float:
    """Return how wide a figure is in the table, in points."""
    return float(stringWidth(text, BOLD if bold else REGULAR, FIGURE_SIZE))


def style(size: float, *, bold: bool = False, before: float = 0, color: Color = INK, **more: object) -> ParagraphStyle:
    """Return a style of text; `size` and `before`, the space above, are in points."""
    font = BOLD if bold else REGULAR
    return ParagraphStyle(
        "", fontName=font, fontSize=size, leading=size * 1.25, spaceBefore=before, textColor=color, **more
    )


TITLE = style(17, bold=True)
HEADING = style(11, bold=True, before=10, keepWithNext=1)
CAPTION = style(11, bold=True, before=10, spaceAfter=3)
TEXT = style(9)
FACT = style(8.5)
FACT_NAME = style(8.5, color=GREY)
LABEL = style(FIGURE_SIZE)
LABEL_BOLD = style(FIGURE_SIZE, bold=True)
HEAD = style(FIGURE_SIZE, alignment=TA_CENTER)
