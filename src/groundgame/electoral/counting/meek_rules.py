"""When Meek's method elects, and when it excludes: as first published, as revised in 2006, and as a reference rule."""

from typing import Protocol

from groundgame.electoral.counting.meek_steps import elect, keep_quota, lowest
from groundgame.electoral.counting.meek_table import NANO, Table

GUARANTEED = "The seats that are left are guaranteed to others."


class Version(Protocol):
    """One version of the method."""

    def turn(self, table: Table) -> None:
        """Share out once, decide what can be decided, and set what each keeps for the next time."""
        ...


class Revised:
    """I. D. Hill's revision of 2006.

    Somebody who reaches the quota is elected at once, while surpluses are still being shared out. The lowest is
    excluded as soon as the next is further ahead than all surpluses together, and otherwise when less than 0.0001 of a
    vote is left to share; all who then have no vote go together. Ties fall by the first sharing that tells them apart.
    """

    LEFT = NANO // 10_000

    def turn(self, table: Table) -> None:
        """Share out once, decide what can be decided, and set what each keeps for the next time."""
        table.share()
        table.quota = table.active // (table.seats + 1) + 1
        elected, notes = elect(table, table.quota)
        over = [each for each in table.elected if table.votes[each] > table.quota]
        excluded, more = ([], []) if table.full else self._exclude(table, over)
        if elected or excluded:
            table.record(elected, excluded, notes, more)
        if not keep_quota(table, over) and not table.full and not excluded:
            candidate, notes = lowest(table, look_back=True)
            table.record([], [candidate], [], ["No sharing changes anything any more.", *notes])

    def _exclude(self, table: Table, over: list[int]) -> tuple[list[int], list[str]]:
        if doomed := table.doomed():
            return doomed, [GUARANTEED]
        surplus = sum(table.votes[each] - table.quota for each in over)
        last = sorted(table.excludable(), key=lambda each: table.votes[each])
        empty = [each for each in last if not table.votes[each]]
        if len(empty) > 1:
            return self._empty(table, empty) if surplus < self.LEFT else ([], [])
        next_up = table.votes[last[1]] if len(last) > 1 else table.quota
        if next_up - table.votes[last[0]] > surplus:
            return [last[0]], [f"{table.name(last[0])} cannot overtake anybody with all surpluses together."]
        if surplus >= self.LEFT:
            return [], []
        candidate, notes = lowest(table, look_back=True)
        return [candidate], ["Less than 0.0001 of a vote is left to share.", *notes]

    def _empty(self, table: Table, empty: list[int]) -> tuple[list[int], list[str]]:
        room = len(table.elected) + len(table.hopeful) - table.seats
        if table.guarding.guarantees or len(empty) > room:
            candidate, notes = lowest(table)
            return [candidate], notes
        return empty, ["Nobody without a vote can be helped by what is left to share."]


class Reference:
    """The reference rule of the Proportional Representation Foundation.

    As the revision, but every surplus is shared out to less than 0.000001 of a vote before anybody is excluded, and
    whoever then is within that of the lowest ties with the lowest.
    """

    LEFT = NANO // 1_000_000

    def __init__(self) -> None:
        self._surplus: int | None = None

    def turn(self, table: Table) -> None:
        """Share out once, decide what can be decided, and set what each keeps for the next time."""
        table.share()
        table.quota = table.active // (table.seats + 1) + 1
        elected, notes = elect(table, table.quota)
        doomed = table.doomed()
        if elected or doomed:
            self._surplus = None
            table.record(elected, doomed, notes, [GUARANTEED] * bool(doomed))
            return
        surplus = max(sum(table.votes[each] - table.quota for each in table.elected), 0)
        if surplus < self.LEFT or (self._surplus is not None and surplus >= self._surplus):
            self._surplus = None
            candidate, notes = lowest(table, within=surplus)
            table.record([], [candidate], [], notes)
            return
        self._surplus = surplus
        keep_quota(table, table.elected, may_rise=True)


class Original:
    """Algorithm 123, of 1987.

    The quota is an exact part of the votes. Surpluses are shared out until everybody elected is within a hundred
    thousandth of it, and only then is anybody else elected or, if nobody is, the lowest excluded. Ties fall by lot.
    The algorithm counts in real numbers; eighteen places are kept here, so that the nine shown are those of real ones.
    """

    WITHIN = 100_000

    def __init__(self) -> None:
        self._settled = True

    def turn(self, table: Table) -> None:
        """Share out once, decide what can be decided, and set what each keeps for the next time."""
        table.share()
        table.quota = table.active // (table.seats + 1)
        near = all(abs(table.votes[each] - table.quota) * self.WITHIN <= table.quota for each in table.elected)
        elected, notes = elect(table, table.quota) if self._settled or near else ([], [])
        excluded = table.doomed()
        reasons = [GUARANTEED] * bool(excluded)
        if not elected and not excluded and near:
            candidate, reasons = lowest(table)
            excluded = [candidate]
        if elected or excluded:
            table.record(elected, excluded, notes, reasons)
        self._settled = bool(excluded)
        if not excluded:
            keep_quota(table, (each for each in table.elected if table.votes[each]))
