"""The ERS97 count, stage by stage: hundredths of votes, a surplus out of the last batch, a quota that may fall."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from groundgame.electoral.counting.figures import decimal
from groundgame.electoral.counting.rounds import Figure
from groundgame.electoral.counting.stv_electing import elect_reaching, elect_rest
from groundgame.electoral.counting.stv_ers97_plan import PAPER, PLACES, Plan, next_stage
from groundgame.electoral.counting.stv_table import Table
from groundgame.electoral.counting.stv_ties import Choice, ahead, highest
from groundgame.electoral.counting.ties import TieBreak


@dataclass
class Ers97:
    """One count. The numbers are those of the rules; votes and values are whole hundredths.

    A batch is all papers that moved at one value at once. `values` holds each batch's value and `last` the batch that
    each candidate received last.
    """

    table: Table
    tie: TieBreak
    quota: Figure = 0
    values: list[int] = field(default_factory=lambda: [PAPER])
    last: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def run(self) -> None:
        """Count every stage."""
        self._deem(self.table.stage)
        plan = self._finish_stage(())
        while plan:
            move = self._pass_surplus if plan.kind == "surplus" else self._exclude
            self.table.note(plan.note)
            move(plan.givers)
            plan = self._finish_stage(plan.givers)

    def _finish_stage(self, givers: Iterable[str]) -> Plan | None:
        """Write the stage down and return what comes next, if anything does."""
        elect_rest(self.table)
        going_on = self.table.vacancies and self.table.continuing
        plan = next_stage(self.table, self.quota, self.tie) if going_on else None
        if plan and plan.kind == "exclusion" and self._left(plan) == self.table.vacancies:
            self._elect_others(plan)
            plan = None
        self.table.close(givers, self.quota)
        return plan

    def _left(self, plan: Plan) -> int:
        return len(self.table.continuing) - len(plan.givers)

    def _elect_others(self, plan: Plan) -> None:
        """5.5.1: a proposed exclusion that would leave as many as there are places elects them instead."""
        self.table.note(plan.note)
        self.table.note(f"without {', '.join(plan.givers)} as many are left as places, and are elected")
        left = self.table.continuing - set(plan.givers)
        for name in sorted(left, key=lambda name: (-self.table.votes[name], name)):
            self.table.elect(name)

    def _pass_surplus(self, givers: tuple[str, ...]) -> None:
        """5.3: out of the last batch received, shared among the papers that name somebody next."""
        (name,) = givers
        batch = self.last[name]
        surplus = self.table.votes[name] - self.quota
        received = self.table.piles.look(name, batch, self.table.continuing)
        papers = sum(number for to, number in received.items() if to is not None)
        present = self.values[batch]
        self._move(name, batch, self._batch(int(surplus // papers) if papers * present > surplus else present))
        self.table.shift(name, None, self.table.votes[name] - self.quota)
        self._deem(self.table.stage)

    def _exclude(self, givers: tuple[str, ...]) -> None:
        """5.4: batch after batch, the highest value first, whoever's the papers are."""
        self.table.exclude(givers)
        by_value: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
        for name in sorted(givers):
            for batch in sorted(self.table.piles.held(name)):
                by_value[self.values[batch]].append((name, batch))
        for value in sorted(by_value, reverse=True):
            if self.table.vacancies:
                to_batch = self._batch(value)
                for name, batch in by_value[value]:
                    lost = self._move(name, batch, to_batch)
                    self.table.shift(name, None, lost * value)
                self._deem(f"{self.table.stage} after the papers of {decimal(Fraction(value, PAPER), PLACES)}")

    def _batch(self, value: int) -> int:
        self.values.append(value)
        return len(self.values) - 1

    def _move(self, name: str, batch: int, to_batch: int) -> int:
        """Move a batch at its new value, and return how many papers name nobody further."""
        received = self.table.move(name, batch, to_batch, self.values[to_batch])
        self.last |= {to: to_batch for to in received if to is not None}
        return received.get(None, 0)

    def _deem(self, label: str) -> None:
        """5.1.6, 5.4.8 and 5.4.9: work out the quota while nobody is elected, and elect whoever now has the votes."""
        if not self.table.elected:
            self.quota = -(-(self.table.valid - self.table.non_transferable) // (self.table.seats + 1))
        self.table.mark(label)
        elect_reaching(self.table, self._reaches, self._first)

    def _reaches(self, name: str) -> bool:
        votes = self.table.votes[name]
        return votes > 0 and (votes >= self.quota or votes * (self.table.vacancies + 1) >= self._active())

    def _active(self) -> Figure:
        """5.6.1: the total active vote, without the quotas (or votes if less) of those elected."""
        settled = sum(min(self.table.votes[name], self.quota) for name in self.table.elected)
        return self.table.valid - self.table.non_transferable - settled

    def _first(self, equal: list[str]) -> Choice | None:
        """5.6.2: who was ahead earliest; where nobody ever was and places are too few, none is elected yet."""
        if len(equal) > self.table.vacancies:
            return ahead(equal, self.table.points)
        return highest(equal, self.table.points, self.tie)
