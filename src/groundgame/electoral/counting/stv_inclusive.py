"""The inclusive Gregory count: all papers of an elected candidate move on at a part of their value."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from groundgame.electoral.counting.rounds import Figure
from groundgame.electoral.counting.stv_electing import elect_reaching, elect_rest
from groundgame.electoral.counting.stv_table import Table
from groundgame.electoral.counting.stv_ties import Choice, Look, Points, highest, looked_at, lowest
from groundgame.electoral.counting.ties import TieBreak

Basis = Literal["all", "transferable"]
"""What a surplus is a part of: all votes of the candidate, or those alone whose papers name somebody next."""


@dataclass
class Inclusive:
    """One count, from first preferences to the last seat.

    `quota` and all votes are in units of the table. A paper's value is a whole number of units, any remainder being
    ignored, or an exact part of a paper where `exact`. A batch is all papers of one value.
    """

    table: Table
    quota: Figure
    tie: TieBreak
    exact: bool = False
    must_exceed: bool = False
    look: Look = "backwards"
    basis: Basis = "all"
    values: list[Figure] = field(default_factory=list)

    def run(self) -> None:
        """Count every stage."""
        self.values.append(self.table.unit)
        self._finish_stage(())
        while self.table.vacancies and self.table.continuing:
            self._finish_stage(self._next_stage())

    def _next_stage(self) -> Iterable[str]:
        """Move the papers of whoever comes next, and return the givers."""
        barred, over = self.table.doomed(), self._surpluses()
        if barred:
            self.table.note(f"{', '.join(sorted(barred))} can no longer be elected for guaranteed places")
            return self._exclude(barred)
        if over:
            return self._pass_surplus(self.table.take(highest(over, self._before(), self.tie)))
        return self._exclude([self.table.take(lowest(self.table.lowest(), self._before(), self.tie))])

    def _finish_stage(self, givers: Iterable[str]) -> None:
        elect_reaching(self.table, self._reaches, self._first)
        elect_rest(self.table)
        self.table.mark(self.table.stage)
        self.table.close(givers)

    def _reaches(self, name: str) -> bool:
        votes = self.table.votes[name]
        return votes > self.quota if self.must_exceed else votes >= self.quota

    def _surpluses(self) -> list[str]:
        """Return those with the largest surplus, if there is any."""
        most = max((self.table.votes[name] for name in self.table.elected), default=self.quota)
        return [name for name in self.table.elected if self.table.votes[name] == most > self.quota]

    def _first(self, equal: list[str]) -> Choice:
        return highest(equal, self._before(), self.tie)

    def _before(self) -> Points:
        return looked_at(self.table.points, self.look)

    def _exclude(self, names: Iterable[str]) -> list[str]:
        givers = sorted(names)
        self.table.exclude(givers)
        for name in givers:
            for batch in sorted(self.table.piles.held(name)):
                self.table.move(name, batch, batch, self.values[batch])
            self.table.shift(name, None, self.table.votes[name])
        return givers

    def _pass_surplus(self, name: str) -> list[str]:
        surplus, total = self.table.votes[name] - self.quota, self._divided(name)
        for batch in sorted(self.table.piles.held(name)):
            value = self._reduced(self.values[batch], surplus, total)
            self.table.move(name, batch, self._batch(value), value)
        self.table.shift(name, None, self.table.votes[name] - self.quota)
        return [name]

    def _divided(self, name: str) -> Figure:
        """Return the votes of which the surplus is a part."""
        if self.basis == "all":
            return self.table.votes[name]
        piles, continuing = self.table.piles, self.table.continuing
        return sum(
            self.values[batch] * number
            for batch in sorted(piles.held(name))
            for to, number in piles.look(name, batch, continuing).items()
            if to is not None
        )

    def _reduced(self, value: Figure, surplus: Figure, total: Figure) -> Figure:
        # Papers that name somebody next may be worth less than the surplus: no paper gains by moving.
        if total <= surplus:
            return value
        return Fraction(value * surplus, total) if self.exact else value * surplus // total

    def _batch(self, value: Figure) -> int:
        if value not in self.values:
            self.values.append(value)
        return self.values.index(value)
