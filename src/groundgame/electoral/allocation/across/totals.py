"""What a party may win in all, before and after a plan: seats, councils, the mayor, on the forecast's draws."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from groundgame.electoral.allocation.across.outcome import HIGH, LOW
from groundgame.electoral.allocation.across.rounds import Field, Round
from groundgame.electoral.allocation.control import Councils
from groundgame.electoral.allocation.effort import Floats

Counts = npt.NDArray[np.integer]
NAMES = {
    "boroughs": "Seats on councils",
    "councils": "Councils controlled",
    "mayor": "Mayor of London",
    "assembly": "Seats in the Assembly",
    "westminster": "Seats in Parliament",
}
"""What the totals of a plan are called."""
OF_STAKES = ("mayor", "assembly", "westminster")


@dataclass(frozen=True)
class Total:
    """How many of a kind (of `asking.WEIGHTS`) the party wins, of how many, as expected before and after a plan.

    With the plan nine draws in ten are between `low` and `high`. The Assembly is counted anew with its list, where that
    was drawn, and by its constituencies alone where it was not.
    """

    kind: str
    of: int
    before: float
    after: float
    low: float
    high: float

    @property
    def name(self) -> str:
        """What is counted."""
        return NAMES[self.kind]


def totals(field: Field, votes: Floats, weights: Mapping[str, float]) -> tuple[Total, ...]:
    """Return the totals of everything that counts, given the votes of a plan, (rounds, wards)."""
    pairs = zip(field.forecast().rounds, votes, strict=True)
    return tuple(one for each, more in pairs for one in _round(each, more) if weights.get(one.kind))


def _round(each: Round, votes: Floats) -> Iterator[Total]:
    if each.needs:
        councils = [Councils(each.needs, more) for more in (0 * votes, votes)]
        yield _total("boroughs", sum(need.seats for need in each.needs), *(_added(list(one.won)) for one in councils))
        yield _total("councils", len(councils[0].held), *(_controlled(one) for one in councils))
    if each.assembly:
        seats = (each.assembly.seats, each.assembly.after(each.stakes, votes).seats)
        yield _total("assembly", each.assembly.of, *seats)
    for kind in OF_STAKES:
        if kind == "assembly" and each.assembly:
            continue
        stakes = [one for one in each.stakes if one.tier == kind]
        if stakes:
            brought = [float(one.wards @ votes) for one in stakes]
            before = _added([one.lacking[0] <= 0 for one in stakes])
            after = _added([one.lacking[0] <= more for one, more in zip(stakes, brought, strict=True)])
            yield _total(kind, len(stakes), before, after)


def _controlled(councils: Councils) -> Counts:
    return _added([held >= councils.needed[code] for code, held in councils.held.items()])


def _added(rows: Sequence[npt.NDArray[Any]]) -> Counts:
    found: Counts = np.sum(rows, axis=0)
    return found


def _total(kind: str, of: int, before: Counts, after: Counts) -> Total:
    low, high = np.quantile(after, [LOW, HIGH])
    return Total(kind, of, float(np.mean(before)), float(np.mean(after)), float(low), float(high))
