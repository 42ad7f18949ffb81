"""Equal votes in a selection: by the announced seed, or as each lot was drawn and entered, never unasked."""

from collections.abc import Iterable
from dataclasses import dataclass

from groundgame.electoral.counting import TieBreak, TieError
from groundgame.electoral.counting.lots import by_lot_named


@dataclass(frozen=True, slots=True)
class Lot:
    """One lot as it was drawn: those who were equal, and those of them who take the good places."""

    tied: tuple[str, ...]
    lucky: tuple[str, ...]

    def __post_init__(self) -> None:
        if not set(self.lucky) < set(self.tied):
            raise ValueError(f"{', '.join(self.lucky) or 'Nobody'} cannot win a lot among {', '.join(self.tied)}.")


def tie_break(seed: str, lots: Iterable[Lot]) -> TieBreak:
    """Return the way with equal votes: drawn from the seed where there is one, else replayed from the lots drawn.

    >>> tie_break("", [Lot(("Ash", "Beech"), ("Beech",))])(("Ash", "Beech"), 1)
    ('Beech',)
    """
    if seed:
        return by_lot_named(seed)
    drawn = {(tuple(sorted(lot.tied)), len(lot.lucky)): lot.lucky for lot in lots}

    def replay(tied: tuple[str, ...], places: int) -> tuple[str, ...]:
        lucky = drawn.get((tuple(sorted(tied)), places))
        if lucky is None:
            raise TieError(tied, places)
        return lucky

    return replay
