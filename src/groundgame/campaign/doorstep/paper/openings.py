"""Two openings on paper: a page that has both, each under a shape, and that shape at every door.

Shapes and no letters: beside "12" a letter would be read as the door of 12A.
"""

from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from groundgame.campaign.canvass.models.wordings import FIRST
from groundgame.campaign.canvass.wordings import Openings
from groundgame.campaign.doorstep.paper.drawing import INK
from groundgame.campaign.doorstep.paper.layout import MARGIN, PAGE
from groundgame.printing import BOLD, REGULAR

CIRCLE, SQUARE = "circle", "square"
SIDE = 2.6 * mm


def shape_at(openings: Openings | None, address: int) -> str:
    """Return the shape at an address's door: a circle for the first opening, a square for the second, "" for none."""
    if openings is None:
        return ""
    return CIRCLE if openings.wording(address) == FIRST else SQUARE


def draw_shape(canvas: Canvas, shape: str, x: float, y: float, side: float = SIDE) -> None:
    """Draw a shape, filled, with its lower left corner there."""
    canvas.setFillColor(INK)
    if shape == CIRCLE:
        canvas.circle(x + side / 2, y + side / 2, side / 2, stroke=0, fill=1)
    elif shape == SQUARE:
        canvas.rect(x, y, side, side, stroke=0, fill=1)


@dataclass(frozen=True, slots=True)
class Sayings:
    """The page before a walk's sheets."""

    openings: Openings
    closing: str

    def draw(self, canvas: Canvas, title: str, where: str, *, large: bool) -> None:
        """Draw what to say at which doors, and end the page."""
        size = 16 if large else 12
        y = PAGE[1] - MARGIN - 20
        canvas.setFillColor(INK)
        canvas.setFont(BOLD, 15)
        canvas.drawString(MARGIN, y, f"{title}: what to say")
        canvas.setFont(REGULAR, 9.5)
        canvas.drawString(MARGIN, y - 14, where)
        y -= 48
        for shape, words in ((CIRCLE, self.openings.first), (SQUARE, self.openings.second)):
            draw_shape(canvas, shape, MARGIN, y, 5 * mm)
            y = self._said(canvas, f"At the doors with a {shape}:", words, y, size)
        if self.closing:
            self._said(canvas, "At all doors, at the end:", self.closing, y, size)
        canvas.showPage()

    @staticmethod
    def _said(canvas: Canvas, head: str, words: str, y: float, size: float) -> float:
        canvas.setFillColor(INK)
        canvas.setFont(BOLD, size)
        canvas.drawString(MARGIN + 9 * mm, y + 1 * mm, head)
        canvas.setFont(REGULAR, size)
        said = words.replace("{caller}", "(your name)").replace("{elector}", "(their name)")
        for line in simpleSplit(said, REGULAR, size, PAGE[0] - 2 * MARGIN - 9 * mm):
            y -= size * 1.4
            canvas.drawString(MARGIN + 9 * mm, y, line)
        return y - size * 3
