"""What ERS97 does next: a surplus, several excluded together, or the lowest; and what it puts off."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from groundgame.electoral.counting.figures import decimal
from groundgame.electoral.counting.rounds import Figure
from groundgame.electoral.counting.stv_table import Table
from groundgame.electoral.counting.stv_ties import highest, lowest
from groundgame.electoral.counting.ties import TieBreak

PLACES = 2
PAPER = 10**PLACES
"""The parts of a paper in which the rule counts: hundredths."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the next stage will be: whose papers move, why, and what to note."""

    kind: Literal["surplus", "exclusion"]
    givers: tuple[str, ...]
    note: str | None = None


def next_stage(table: Table, quota: Figure, tie: TieBreak) -> Plan:
    """Return the next stage: the largest surplus, unless all are put off; else those sure to go; else the lowest.

    Source: ERS97, 5.2. Before all that, those go whom guaranteed places leave without a place.
    """
    barred = sorted(table.doomed())
    if barred:
        return Plan("exclusion", tuple(barred), f"{', '.join(barred)} can no longer be elected for guaranteed places")
    over = {name: surplus for name in table.elected if (surplus := table.votes[name] - quota) > 0}
    going = sure_to_go(table, sum(over.values()))
    if going:
        return Plan("exclusion", tuple(going), _put_off(over))
    if over:
        most = [name for name, surplus in over.items() if surplus == max(over.values())]
        choice = highest(most, table.points, tie)
        return Plan("surplus", (choice.name,), choice.note)
    choice = lowest(table.lowest(), table.points, tie)
    return Plan("exclusion", (choice.name,), choice.note)


def sure_to_go(table: Table, surplus: Figure) -> list[str]:
    """Return the lowest candidates, as many as possible, whom even all of `surplus` could not lift to the next above.

    Their votes and the surplus together are no more than the votes of the next candidate; enough candidates stay for
    the places left, and for the places guaranteed. Equal candidates go together or not at all, since nothing in the
    rule says which of them would be spared. None where not even the lowest is sure to go.

    Source: ERS97, 5.2.2 and 5.2.5.
    """
    able = table.excludable()
    most = min(len(table.continuing) - table.vacancies, len(able) - 1)
    for number in range(most, 0, -1):
        going, above = able[:number], able[number]
        total = sum((table.votes[name] for name in going), surplus)
        equal = table.votes[going[-1]] == table.votes[above]
        if total <= table.votes[above] and not equal and _may_go(table, going):
            return going
    return []


def _may_go(table: Table, names: list[str]) -> bool:
    return table.guarding.can_finish(table.elected, table.continuing - set(names))


def _put_off(over: dict[str, Figure]) -> str | None:
    words = [f"{name} {decimal(Fraction(surplus, PAPER), PLACES)}" for name, surplus in sorted(over.items())]
    return f"surplus put off: {', '.join(words)}" if words else None
