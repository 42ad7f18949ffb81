"""The Assembly as a whole: what a constituency is worth when the list counts it, and all seats counted anew.

A list seat goes to the highest of the lists' votes divided by one more than all seats that a party has, its
constituencies among them: so whoever wins a constituency may lose a seat of the list for it.
Law: Greater London Authority Act 1999, Schedule 2, Part II.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from groundgame.electoral.allocation.across.stakes import Stake
from groundgame.electoral.allocation.effort import Floats
from groundgame.electoral.forecasting.london.assembly_model import LIST_SEATS, AssemblyDraws
from groundgame.electoral.forecasting.london.dhondt_draws import list_seats
from groundgame.electoral.forecasting.london.groups import OTHERS

Counts = npt.NDArray[np.int64]
CONSTITUENCY, LIST = "assembly", "assembly-list"


@dataclass(frozen=True, eq=False)
class Assembly:
    """What the list is counted from on every draw, for the party at `own` of `GROUPS`.

    `list_votes` are cast for the list, `list_shares` (draws, groups) each list's part of them (0-1);
    `constituency_seats` (draws, groups) are won already; `rivals` (constituencies, draws) are the groups of whom the
    party has to pass, or is ahead of, in each.
    """

    own: int
    list_votes: float
    list_shares: Floats
    constituency_seats: Counts
    rivals: Counts

    @property
    def of(self) -> int:
        """How many seats there are in all."""
        return LIST_SEATS + len(self.rivals)

    @property
    def seats(self) -> Counts:
        """The party's seats in all, of constituencies and the list, (draws,)."""
        return self._own_seats(self.constituency_seats)

    def on(self, draws: npt.NDArray[np.intp]) -> "Assembly":
        """Return some of the draws."""
        seats, rivals = self.constituency_seats[draws], self.rivals[:, draws]
        return replace(self, list_shares=self.list_shares[draws], constituency_seats=seats, rivals=rivals)

    def after(self, stakes: Sequence[Stake], votes: Floats) -> "Assembly":
        """Return the Assembly when the party has so many votes more in each ward, (wards,), of all its `stakes`."""
        cast, seats = self.list_votes * self.list_shares, self.constituency_seats.copy()
        more = sum(float(stake.wards @ votes) for stake in stakes if stake.tier == LIST)
        cast[:, self.own] += more
        for stake, rival in zip(_constituencies(stakes), self.rivals, strict=True):
            won = np.flatnonzero((stake.lacking[0] > 0) & (stake.lacking[0] <= float(stake.wards @ votes)))
            seats[won, self.own] += 1
            seats[won, rival[won]] -= 1
        every = self.list_votes + more
        return replace(self, list_votes=every, list_shares=cast / every, constituency_seats=seats)

    def valued(self, stakes: Sequence[Stake]) -> tuple[Stake, ...]:
        """Return the stakes with the constituencies at what each is worth in seats of the whole Assembly.

        On every draw that is what the party has in all when it wins the constituency, beside what it has when the rival
        does, all else as drawn: a seat, or nothing where the list takes one back.
        """
        rivals, now = iter(self.rivals), self.seats
        return tuple(
            replace(one, worth=self._worth(one, next(rivals), now)[None]) if one.tier == CONSTITUENCY else one
            for one in stakes
        )

    def _worth(self, stake: Stake, rival: Counts, now: Counts) -> Floats:
        held = stake.lacking[0] <= 0
        turned, change, draws = self.constituency_seats.copy(), np.where(held, -1, 1), np.arange(len(held))
        turned[draws, self.own] += change
        turned[draws, rival] -= change
        found: Floats = (change * (self._own_seats(turned) - now)).astype(float)
        return found

    def _own_seats(self, constituencies: Counts) -> Counts:
        found: Counts = (constituencies + list_seats(self.list_shares, constituencies, LIST_SEATS))[:, self.own]
        return found


def assembly_of(drawn: AssemblyDraws, own: int, list_votes: float) -> Assembly:
    """Return the Assembly as it is drawn, for the party at `own` of `GROUPS`."""
    able = drawn.shares[..., :OTHERS].copy()
    able[..., own] = -1.0
    return Assembly(own, list_votes, drawn.list_shares, drawn.constituency_seats, able.argmax(axis=2))


def _constituencies(stakes: Sequence[Stake]) -> list[Stake]:
    return [one for one in stakes if one.tier == CONSTITUENCY]
