"""The layouts we read: one a register software, never one a council. A new software is one more reader here."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from groundgame.campaign.register.importing import xpress
from groundgame.campaign.register.importing.errors import RegisterFileError
from groundgame.campaign.register.importing.sheets import Header, candidate_headers, plain

LEAST_LIKENESS = 3


@dataclass(frozen=True, slots=True)
class Layout:
    """What a software writes: the columns it must have, in any of its variants, and how they become our rows."""

    name: str
    title: str
    variants: tuple[tuple[str, ...], ...]
    read: Callable[[pl.DataFrame], pl.DataFrame]

    def missing(self, names: tuple[str, ...]) -> list[str]:
        """Return the columns that a header lacks of the variant it is nearest to."""
        have = {plain(name) for name in names}
        return min(([name for name in variant if plain(name) not in have] for variant in self.variants), key=len)

    def likeness(self, names: tuple[str, ...]) -> int:
        """Return how many of the layout's columns a header has, of the variant it is nearest to."""
        have = {plain(name) for name in names}
        return max(sum(plain(name) in have for name in variant) for variant in self.variants)


LAYOUTS = (Layout("xpress", "Xpress, full register", xpress.VARIANTS, xpress.read),)


def recognise(text: str) -> tuple[Layout, Header]:
    """Return the layout of a file and where its header stands.

    Raises:
        RegisterFileError: if it is in no layout that we read, with the columns that lack.
    """
    guesses = [
        (layout.likeness(header.names), layout, header) for header in candidate_headers(text) for layout in LAYOUTS
    ]
    likeness, layout, header = max(guesses, key=lambda guess: guess[0], default=(0, LAYOUTS[0], Header(0, ",", ())))
    missing = layout.missing(header.names)
    if not missing:
        return layout, header
    known = "; ".join(f"{each.title} ({', '.join(each.variants[0])})" for each in LAYOUTS)
    if likeness < LEAST_LIKENESS:
        first = text.split("\n", 1)[0].strip()[:60]
        raise RegisterFileError(
            f"No header of a known layout stands in the first lines; line 1 is {first!r}. We read: {known}."
        )
    raise RegisterFileError(
        f"The header on line {header.lines_before + 1} looks like {layout.title} but lacks the "
        f"{'column' if len(missing) == 1 else 'columns'} {', '.join(missing)}. We read: {known}."
    )
