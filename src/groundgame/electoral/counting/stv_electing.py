"""Who is elected at a moment of a transferable count: one after another, as guaranteed places may bar the next."""

from collections.abc import Callable

from groundgame.electoral.counting.stv_table import Table
from groundgame.electoral.counting.stv_ties import Choice

Reaches = Callable[[str], bool]
"""Tells whether somebody has the votes that the rule asks for; asked anew after each election."""

Decide = Callable[[list[str]], Choice | None]
"""Chooses between those equal of whom not all can be elected; None where the rule then elects none of them."""


def elect_reaching(table: Table, reaches: Reaches, decide: Decide) -> None:
    """Elect those who have the votes, highest first, while there are seats that they may take."""
    while table.vacancies:
        barred = table.doomed()
        ready = [name for name in table.continuing if name not in barred and reaches(name)]
        if not ready:
            return
        most = max(table.votes[name] for name in ready)
        equal = sorted(name for name in ready if table.votes[name] == most)
        if fits_all(table, equal):
            for name in equal:
                table.elect(name)
            continue
        choice = decide(equal)
        if choice is None:
            return
        table.elect(table.take(choice))


def fits_all(table: Table, names: list[str]) -> bool:
    """Tell whether all of these can be elected together, for seats and for guarantees."""
    return len(names) <= table.vacancies and table.guarding.can_finish(
        [*table.elected, *names], table.continuing - set(names)
    )


def elect_rest(table: Table) -> None:
    """Elect all who continue where they are no more than the seats left, whatever votes they have."""
    if table.continuing and len(table.continuing) <= table.vacancies:
        names = sorted(table.continuing, key=lambda name: (-table.votes[name], name))
        for name in names:
            table.elect(name)
        table.note(f"{', '.join(names)} elected without the quota, as no more are left than seats")
