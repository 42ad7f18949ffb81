"""ERS97's short cuts: whom to exclude together, and which surpluses to put off because they could change nothing."""

from groundgame.electoral.counting.rounds import Figure
from groundgame.electoral.counting.stv_table import Table


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
