"""What a what-if answers: a number that is proven too few, and a change that was counted again."""

from dataclasses import dataclass

Names = tuple[str | tuple[str, ...], ...]
"""What a paper says, highest preference first; several together where they share a preference."""


@dataclass(frozen=True, slots=True)
class Move:
    """So many papers that read `before` would have to read `after`."""

    number: int
    before: Names
    after: Names


@dataclass(frozen=True, slots=True)
class Turn:
    """How many papers of a section (of all, where `section` is empty) would have to change for `name`'s fate to turn.

    `gains` tells whether `name` would win a seat, or else lose one. Fewer than `proven` papers change nothing, however
    they change and however lots fall. `moves` are a change of `found` papers that was counted again and does it without
    a lot; None where no such change is known. `lot`: there is a change of `proven` papers that leaves it to a lot.
    """

    name: str
    gains: bool
    proven: int
    found: int | None
    lot: bool = False
    moves: tuple[Move, ...] = ()
    section: str = ""

    @property
    def exact(self) -> bool:
        """Tell whether no more than a lot lies between what is proven and what was found."""
        return self.found is not None and (self.found == self.proven or (self.lot and self.found == self.proven + 1))


def said(turn: Turn, one: str = "paper", many: str = "papers") -> str:
    """Return what the turn says in a sentence. `one` and `many` are what changes: papers, or members of a section.

    >>> said(Turn("Ash", gains=True, proven=6, found=6), "MP", "MPs")
    'Ash would win a seat if 6 MPs voted otherwise, and no fewer would do.'
    """
    fate = f"{turn.name} would {'win a' if turn.gains else 'lose the'} seat"
    if turn.found is None:
        few = _number(turn.proven, one, many)
        return f"No change is known by which {fate}; fewer than {few} certainly do not do it."
    enough = f"{fate} if {_number(turn.found, one, many)} voted otherwise"
    if turn.found == turn.proven:
        return f"{enough}, and no fewer would do."
    if turn.exact:
        return f"{enough}; {turn.proven:,} could leave it to a lot, and no fewer would do."
    but = f", but fewer than {turn.proven:,} certainly not" if turn.proven > 1 else ""
    return f"{enough}, as counting again shows; fewer may do{but}."


def _number(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
