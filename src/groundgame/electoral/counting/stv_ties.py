"""Equal votes in a transferable count: decided by how they stood before, and by the caller's tie-break only then."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from groundgame.electoral.counting.ties import Figures, TieBreak, how

Look = Literal["backwards", "forwards", "lot"]
"""Where a rule looks when votes are equal: from the latest point to the first, from the first on, or nowhere."""

Points = Iterable[tuple[str, Figures]]
"""Earlier votes, each with what to call the moment at which they stood so, in the order in which a rule looks."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Who was chosen of those equal, and a note of how; no note where there was only one."""

    name: str
    note: str | None = None


def looked_at(points: list[tuple[str, Figures]], look: Look) -> Points:
    """Return the earlier votes in the order in which a rule looks at them."""
    return {"backwards": points[::-1], "forwards": points, "lot": []}[look]


def highest(tied: Iterable[str], points: Points, tie: TieBreak) -> Choice:
    """Return which of those equal goes first: who was ahead at the first point looked at where they were unequal.

    Where several were ahead together the others fall away, and the next points are looked at for those alone. Those
    equal at every point go to the tie-break.

    Raises:
        TieError: if they were equal throughout and `tie` refuses to decide.
    """
    left, label = _narrowed(sorted(tied), points, 1)
    if label is not None or len(left) == 1:
        return Choice(left[0], _note(tied, "for", left[0], label))
    (chosen,) = tie(tuple(left), 1)
    return Choice(chosen, f"{', '.join(sorted(tied))} equal; decided for {chosen}{how(tie, tuple(left))}")


def ahead(tied: Iterable[str], points: Points) -> Choice | None:
    """Return which of those equal was ahead at the first point looked at, as `highest`, or None where none was."""
    left, label = _narrowed(sorted(tied), points, 1)
    return None if label is None else Choice(left[0], _note(tied, "for", left[0], label))


def lowest(tied: Iterable[str], points: Points, tie: TieBreak) -> Choice:
    """Return which of those equal is excluded: who was behind at the first point looked at where they were unequal.

    Otherwise as `highest`; the tie-break is asked who stays, as it is everywhere asked who takes the places.

    Raises:
        TieError: if they were equal throughout and `tie` refuses to decide.
    """
    left, label = _narrowed(sorted(tied), points, -1)
    if label is not None or len(left) == 1:
        return Choice(left[0], _note(tied, "against", left[0], label))
    stay = tie(tuple(left), len(left) - 1)
    (chosen,) = (name for name in left if name not in stay)
    return Choice(chosen, f"{', '.join(sorted(tied))} equal; decided against {chosen}{how(tie, tuple(left))}")


def _narrowed(left: list[str], points: Points, sign: int) -> tuple[list[str], str | None]:
    """Return who is left when no point tells them further apart, and the point that left one alone."""
    for label, figures in points:
        if len(left) == 1:
            break
        best = max(sign * figures[name] for name in left)
        left = [name for name in left if sign * figures[name] == best]
        if len(left) == 1:
            return left, label
    return left, None


def _note(tied: Iterable[str], which: str, chosen: str, label: str | None) -> str | None:
    return label and f"{', '.join(sorted(tied))} equal; decided {which} {chosen} by the votes of {label}"
