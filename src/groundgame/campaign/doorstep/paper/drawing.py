"""What sheets and lists draw alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth

from groundgame.campaign.doorstep.paper.lines import Row

INK, GREY, LINE, WASH = HexColor("#111111"), HexColor("#4a4a4a"), HexColor("#8a8a8a"), HexColor("#e9e6df")
KEPT = "From the register of electors, for electoral purposes only: keep it with you, and hand it back."


@dataclass(frozen=True, slots=True)
class PrintedWalk:
    """A walk to be printed: its sheet's code, the address at which it is typed, and its rows."""

    title: str
    where: str
    code: str
    link: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Particulars:
    """What stands on every page of a round: its name, the day, and the imprint."""

    round_name: str
    day: str
    imprint: str


def fitted(text: str, font: str, size: float, width: float) -> str:
    """Return a text, cut short with an ellipsis where it is too wide, in points."""
    if stringWidth(text, font, size) <= width:
        return text
    while text and stringWidth(f"{text}\u2026", font, size) > width:
        text = text[:-1]
    return f"{text.rstrip()}\u2026"


def wrapped(parts: Sequence[str], font: str, size: float, width: float) -> list[str]:
    """Return the parts in lines of that width, no part broken."""
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]}   {part}" if lines else part
        if lines and stringWidth(longer, font, size) <= width:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines
