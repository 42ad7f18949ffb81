"""What a register software writes, and how it becomes our rows."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from groundgame.campaign.register.importing.sheets import Header, plain, plain_word


@dataclass(frozen=True, slots=True)
class Layout:
    """What a software writes: the columns it must have, in any of its variants, and how they become our rows.

    The rows of a monthly update (`update`) say in `change` what became of each: add, change or delete. `unwritten`
    finds the header of a software that writes none.
    """

    name: str
    title: str
    variants: tuple[tuple[str, ...], ...]
    read: Callable[[pl.DataFrame], pl.DataFrame]
    update: bool = False
    unwritten: Callable[[str], Header | None] | None = None

    def missing(self, names: tuple[str, ...]) -> list[str]:
        """Return the columns that a header lacks of the variant it is nearest to."""
        have = {plain(name) for name in names}
        return min(([name for name in variant if plain_word(name) not in have] for variant in self.variants), key=len)

    def likeness(self, names: tuple[str, ...]) -> int:
        """Return how many of the layout's columns a header has, of the variant it is nearest to."""
        have = {plain(name) for name in names}
        return max(sum(plain_word(name) in have for name in variant) for variant in self.variants)
