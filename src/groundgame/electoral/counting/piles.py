"""The papers on the counting table: who holds which, in which batch, and where they go when they move on."""

from collections.abc import Collection, Mapping
from typing import Literal, Protocol

from groundgame.electoral.counting.piles_fast import FastPiles
from groundgame.electoral.counting.piles_plain import PlainPiles
from groundgame.electoral.counting.reading import Formal

Engine = Literal["auto", "plain", "fast"]
"""Who keeps the papers: plain lists, which anybody can follow, or arrays. What the two say is always the same."""

WORTH_ARRAYS = 2000


class Piles(Protocol):
    """Papers by holder and batch; a batch is any number by which a rule tells papers apart, such as their value's."""

    def held(self, name: str) -> dict[int, int]:
        """Return how many papers a candidate holds in each batch that is not empty."""
        ...

    def look(self, name: str, batch: int, continuing: Collection[str]) -> dict[str | None, int]:
        """Return how many papers of a batch would go to each of `continuing`, or to nobody; none is moved."""
        ...

    def move(self, name: str, batch: int, to_batch: int, continuing: Collection[str]) -> dict[str | None, int]:
        """Pass a batch on to the next preference for one of `continuing`, and return how many went to whom.

        Papers that name none of them leave the table, and stand under None.
        """
        ...


def lay_out(formal: Formal, engine: Engine = "auto") -> Piles:
    """Return the papers of a count on their first preferences, all in batch 0."""
    fast = len(formal.numbers) > WORTH_ARRAYS if engine == "auto" else engine == "fast"
    return FastPiles(formal) if fast else PlainPiles(formal)


def first_preferences(piles: Piles, candidates: Collection[str]) -> Mapping[str, int]:
    """Return how many papers name each candidate first."""
    return {name: piles.held(name).get(0, 0) for name in candidates}
