"""What moved at each stage of a count: from whom, to whom, and how much."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from groundgame.electoral.counting import Count, Figure, Round


@dataclass(frozen=True, slots=True)
class Moved:
    """So much went from one name to another between two stages; to nobody (None) where it transfers no more."""

    giver: str
    taker: str | None
    amount: Figure


def moved_at(count: Count, stage: int) -> list[Moved]:
    """Return what moved to make a stage (from 1; nothing moves to make the first), the largest first.

    Where several gave at once and the count does not say who gave to whom, each taker is given to by all in
    proportion to what they gave.
    """
    if stage < 2:
        return []
    before, after = count.rounds[stage - 2], count.rounds[stage - 1]
    found = [Moved(giver, taker, amount) for (giver, taker), amount in after.transfers.items() if amount > 0]
    found = found or _by_difference(before, after)
    return sorted(found, key=lambda each: (-each.amount, each.giver, each.taker or ""))


def _by_difference(before: Round, after: Round) -> list[Moved]:
    change = _changes(before, after)
    lost = {name: -amount for name, amount in change.items() if name is not None and amount < 0}
    gained = {name: amount for name, amount in change.items() if amount > 0}
    total = sum(lost.values())
    return [
        Moved(giver, taker, gain if len(lost) == 1 else Fraction(gain) * Fraction(loss) / Fraction(total))
        for giver, loss in lost.items()
        for taker, gain in gained.items()
    ]


def _changes(before: Round, after: Round) -> Mapping[str | None, Figure]:
    names = before.votes.keys() | after.votes.keys()
    changes: dict[str | None, Figure] = {
        name: after.votes.get(name, 0) - before.votes.get(name, 0) for name in sorted(names)
    }
    changes[None] = after.non_transferable - before.non_transferable
    return changes
