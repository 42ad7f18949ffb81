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
    """What comes before a walk's sheets: a page, or as many as it takes."""

    openings: Openings
    closing: str

    def draw(self, canvas: Canvas, title: str, where: str, *, large: bool) -> None:
        """Draw what to say at which doors, on as many pages as it takes, and end the last."""
        pages = _Pages(canvas, title, where, 16 if large else 12)
        for shape, words in ((CIRCLE, self.openings.first), (SQUARE, self.openings.second)):
            pages.say(f"At the doors with a {shape}:", words, shape)
        if self.closing:
            pages.say("At all doors, at the end:", self.closing)
        canvas.showPage()


class _Pages:
    """Draws lines down pages; a new one is begun, with the head of the walk, before a line would leave the page."""

    def __init__(self, canvas: Canvas, title: str, where: str, size: float) -> None:
        self.canvas, self.title, self.where, self.size = canvas, title, where, size
        self.y = self._begun()

    def say(self, head: str, words: str, shape: str = "") -> None:
        """Draw a head with its shape, and the words under it; a head is never the last line of a page."""
        self._take(2)
        draw_shape(self.canvas, shape, MARGIN, self.y, 5 * mm)
        self._line(head, BOLD, up=1 * mm)
        said = words.replace("{caller}", "(your name)").replace("{elector}", "(their name)")
        for line in simpleSplit(said, REGULAR, self.size, PAGE[0] - 2 * MARGIN - 9 * mm):
            self._take(1)
            self.y -= self.size * 1.4
            self._line(line, REGULAR)
        self.y -= self.size * 3

    def _take(self, lines: int) -> None:
        if self.y - lines * self.size * 1.4 < MARGIN:
            self.canvas.showPage()
            self.y = self._begun()

    def _line(self, words: str, font: str, up: float = 0) -> None:
        self.canvas.setFillColor(INK)
        self.canvas.setFont(font, self.size)
        self.canvas.drawString(MARGIN + 9 * mm, self.y + up, words)

    def _begun(self) -> float:
        """Draw what each page begins with, and return where its first line stands."""
        y = PAGE[1] - MARGIN - 20
        self.canvas.setFillColor(INK)
        self.canvas.setFont(BOLD, 15)
        self.canvas.drawString(MARGIN, y, f"{self.title}: what to say")
        self.canvas.setFont(REGULAR, 9.5)
        self.canvas.drawString(MARGIN, y - 14, self.where)
        return float(y - 48)
