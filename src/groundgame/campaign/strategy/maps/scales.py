"""From a figure to one of seven steps of colour, whose colours for light and dark stand in site.css."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

STEPS = 7
NO_FIGURE = "none"


@dataclass(frozen=True, slots=True)
class Scale:
    """Seven steps between six bounds (shares, 0-1), lowest first; a figure on a bound falls in the step above it.

    `prefix` is `s` where more is darker and `d` where the middle step is "as before".
    """

    prefix: str
    bounds: tuple[float, ...]

    def css(self, value: float | None) -> str:
        """Return the CSS class of a figure's step: of the whole per cent that the map writes, so that both agree."""
        if value is None:
            return NO_FIGURE
        written = round(value, 2)
        return f"{self.prefix}{sum(written >= bound for bound in self.bounds)}"

    def ranges(self) -> list[tuple[str, str]]:
        """Return each step's class with what it holds, in words."""
        written = [f"{100 * bound:.0f}".replace("-", "−") for bound in self.bounds]
        inner = [f"{low} to {high}" for low, high in pairwise(written)]
        words = [f"under {written[0]}", *inner, f"{written[-1]} or more"]
        return [(f"{self.prefix}{step}", text) for step, text in enumerate(words)]


CHANGE = Scale("d", (-0.15, -0.10, -0.03, 0.03, 0.10, 0.15))
WIDTHS = (0.01, 0.02, 0.03, 0.04, 0.05, 0.10)


def spread(values: Iterable[float | None]) -> Scale:
    """Return a scale of equal round steps that covers the middle four fifths of the figures.

    The bounds are multiples of a round width, so that the legend reads easily.
    """
    known = sorted(value for value in values if value is not None)
    if not known:
        return Scale("s", tuple(WIDTHS[-1] * step for step in range(1, STEPS)))
    low, high = known[len(known) // 10], known[-1 - len(known) // 10]
    width = next((width for width in WIDTHS if width * STEPS >= high - low), WIDTHS[-1])
    first = max(1, round((low + high) / 2 / width - (STEPS - 2) / 2))
    return Scale("s", tuple(round(width * (first + step), 3) for step in range(STEPS - 1)))
