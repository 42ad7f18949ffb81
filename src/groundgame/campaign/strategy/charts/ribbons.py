"""Flows as ribbons: the options of one election on the left, of the other on the right, as wide as their votes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe

WIDTH, HEIGHT, GAP = 460, 400, 8
LEFT, RIGHT, BAR = 138, 322, 10
"""Where the bars stand: what is left and right of them is for their names, in the widest of the page's fonts."""
LABEL = 15
LEAST = 0.004
"""Ribbons of less than this part of all votes are left to the table."""


@dataclass(frozen=True, slots=True)
class Band:
    """One option: its name, its colour, its votes."""

    name: str
    colour: str
    votes: float


@dataclass(frozen=True, slots=True)
class Ribbon:
    """Votes from one option to another, by their places in the lists, and what the pointer is told of it."""

    source: int
    target: int
    votes: float
    words: str


def ribbons(sources: Sequence[Band], targets: Sequence[Band], flows: Sequence[Ribbon], words: str) -> SafeString:
    """Return the picture; `words` are its accessible name, and the table beside it has every figure."""
    total = sum(band.votes for band in sources) or 1.0
    scale = (HEIGHT - GAP * (max(len(sources), len(targets)) - 1)) / total
    left, right = _tops(sources, scale), _tops(targets, scale)
    paths = "".join(_ribbons(flows, sources, list(left), list(right), scale, total))
    names = _bars(sources, left, scale, LEFT - BAR, "end") + _bars(targets, right, scale, RIGHT, "start")
    return mark_safe(  # noqa: S308 (every text in it is escaped)
        f'<svg class="ribbons" viewBox="0 -10 {WIDTH} {HEIGHT + 20}" role="img" aria-label="{escape(words)}">'
        f"{paths}{names}</svg>"
    )


def _tops(bands: Sequence[Band], scale: float) -> list[float]:
    """Return where each bar begins, so that the bars fill the height."""
    spare = HEIGHT - scale * sum(band.votes for band in bands)
    gap = spare / (len(bands) - 1) if len(bands) > 1 else 0.0
    tops, at = [], 0.0
    for band in bands:
        tops.append(at)
        at += band.votes * scale + gap
    return tops


def _ribbons(
    flows: Sequence[Ribbon], sources: Sequence[Band], left: list[float], right: list[float], scale: float, total: float
) -> Iterator[str]:
    for flow in sorted(flows, key=lambda one: (one.source, one.target)):
        thick = flow.votes * scale
        if flow.votes >= LEAST * total:
            colour = escape(sources[flow.source].colour)
            path = _path(left[flow.source], right[flow.target], thick)
            yield f'<path class="ribbon" d="{path}" fill="{colour}"><title>{escape(flow.words)}</title></path>'
        left[flow.source] += thick
        right[flow.target] += thick


def _path(start: float, end: float, thick: float) -> str:
    middle = (LEFT + RIGHT) / 2
    return (
        f"M{LEFT} {start:.1f}C{middle} {start:.1f} {middle} {end:.1f} {RIGHT} {end:.1f}"
        f"V{end + thick:.1f}C{middle} {end + thick:.1f} {middle} {start + thick:.1f} {LEFT} {start + thick:.1f}Z"
    )


def _bars(bands: Sequence[Band], tops: Sequence[float], scale: float, x: float, anchor: str) -> str:
    middles = spread([top + band.votes * scale / 2 for top, band in zip(tops, bands, strict=True)], LABEL)
    at = x - 6 if anchor == "end" else x + BAR + 6
    return "".join(
        f'<rect x="{x}" y="{top:.1f}" width="{BAR}" height="{max(band.votes * scale, 1):.1f}"'
        f' fill="{escape(band.colour)}"/>'
        f'<text x="{at}" y="{middle:.1f}" text-anchor="{anchor}">{escape(band.name)}</text>'
        for band, top, middle in zip(bands, tops, middles, strict=True)
    )


def spread(middles: Sequence[float], gap: float) -> list[float]:
    """Return heights moved apart to at least a gap, in order, and kept within the picture where they can be.

    >>> spread([10, 12, 390], 15)
    [10, 25, 390]
    >>> spread([380, 395, 398], 15)
    [370, 385, 400]
    """
    moved: list[float] = []
    for middle in middles:
        moved.append(max(middle, moved[-1] + gap) if moved else middle)
    if moved and moved[-1] > HEIGHT:
        moved[-1] = HEIGHT
        for place in range(len(moved) - 2, -1, -1):
            moved[place] = min(moved[place], moved[place + 1] - gap)
    return moved
