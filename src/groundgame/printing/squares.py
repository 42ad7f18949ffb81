"""QR codes on paper."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import segno

MASK = 4
"""One of the eight patterns of a QR code, any of which is read; trying all to choose took half of the time."""


def square_of(text: str) -> list[bytes]:
    """Return the modules of a text's QR code, row by row, 1 for a dark one."""
    return [bytes(row) for row in segno.make(text, error="m", micro=False, mask=MASK).matrix]


def draw_square(canvas: Any, rows: list[bytes], x: float, y: float, size: float) -> None:  # noqa: ANN401 (reportlab has no types)
    """Draw a QR code with its lower left corner at x, y, in points, in the colour that the canvas fills with.

    A run of dark modules at a time: as a picture it took fifty times as long.
    """
    side = size / len(rows)
    path = canvas.beginPath()
    for down, row in enumerate(rows, start=1):
        for at, width in _runs(row):
            path.rect(x + at * side, y + size - down * side, width * side, side)
    canvas.drawPath(path, stroke=0, fill=1)


def _runs(row: bytes) -> Iterator[tuple[int, int]]:
    """Return where each run of dark modules starts, and how long it is."""
    at = 0
    for dark, modules in groupby(row):
        width = len(list(modules))
        if dark:
            yield at, width
        at += width
