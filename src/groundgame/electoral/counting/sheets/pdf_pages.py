"""Pages that say how many there are: a page can only tell once the last is laid out."""

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from groundgame.electoral.counting.sheets.pdf_style import GREY
from groundgame.printing import REGULAR

PAGE = landscape(A4)
MARGIN = 12 * mm
FOOT = 8 * mm
EDGE = 6
"""The space that the library leaves inside a page's frame, in points."""


class NumberedCanvas(Canvas):  # type: ignore[misc]  # reportlab has no types
    """A canvas that keeps its pages until the end, and then writes each one's foot."""

    def __init__(self, *arguments: object, foot: str = "", **named: object) -> None:
        super().__init__(*arguments, **named)
        self._foot = foot
        self._kept: list[dict[str, object]] = []

    def showPage(self) -> None:  # noqa: N802  # the library's own name
        """Keep the page, and begin the next."""
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Write every page with its foot."""
        for number, page in enumerate(self._kept, start=1):
            self.__dict__.update(page)
            self._write_foot(number, len(self._kept))
            super().showPage()
        super().save()

    def _write_foot(self, number: int, pages: int) -> None:
        self.setFont(REGULAR, 7.5)
        self.setFillColor(GREY)
        self.drawString(MARGIN + EDGE, FOOT, self._foot)
        self.drawRightString(PAGE[0] - MARGIN - EDGE, FOOT, f"Page {number} of {pages}")
