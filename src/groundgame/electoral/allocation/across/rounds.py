"""What is ahead of a party: its polling days, over the same wards and on the same joint draws."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from groundgame.electoral.allocation.across.assembly import Assembly
from groundgame.electoral.allocation.across.homes import Homes
from groundgame.electoral.allocation.across.stakes import Stake
from groundgame.electoral.allocation.effort import Floats
from groundgame.electoral.allocation.needs import WardNeed
from groundgame.electoral.forecasting import Assumption
from groundgame.electoral.forecasting.london.seats import Wards
from groundgame.electoral.forecasting.rules import DatedRule

Number = TypeVar("Number", np.float32, np.float64)


@dataclass(frozen=True, eq=False)
class Round:
    """A polling day: the kind of its election (`local` or `general`), and what the party may win on it.

    `needs` are the seats of its wards, of the borough elections alone; `stakes` the contests that wards add up to, and
    `assembly` what the list of the Assembly is counted from. `spoken` are the homes of each ward where somebody was
    spoken to before it already, (wards,); unless told, none.
    """

    name: str
    day: date
    election: str
    needs: tuple[WardNeed, ...] = ()
    stakes: tuple[Stake, ...] = ()
    assembly: Assembly | None = None
    spoken: Floats | None = None


@dataclass(frozen=True, eq=False)
class Field:
    """The rounds that are ahead of a party, over the same wards; `law` is the rule by which the mayor is elected.

    `strength` is the party's share of London on the draws of the forecast, (draws,), and `country` what all groups have
    of Great Britain on the same draws, (draws, groups). Where draws of no change follow those of the forecast, they are
    as many, in the same order. `left_out` has a sentence for every round that could not be drawn, by its name: why, and
    what to do; `for_want` what the draws assume for want of polls or results.
    """

    party: str
    as_of: date
    wards: Wards
    homes: Homes
    rounds: tuple[Round, ...]
    law: DatedRule
    strength: Floats
    left_out: Mapping[str, str] = field(default_factory=dict)
    country: Floats = field(default_factory=lambda: np.zeros((0, 0)))
    for_want: tuple[Assumption, ...] = ()

    def homes_before(self, each: Round) -> Homes:
        """Return the homes as they are for the work before a polling day: fewer where some were spoken to before it."""
        return replace(self.homes, spoken=each.spoken)

    def forecast(self) -> "Field":
        """Return the field on the forecast's own draws: what chances are told by."""
        return self.on(np.arange(len(self.strength)), again=False)

    def on(self, draws: npt.NDArray[np.intp], *, again: bool = True) -> "Field":
        """Return the field on some of the draws, and `again` on those of no change that go with them."""
        return replace(self, rounds=tuple(_on(each, draws, len(self.strength), again=again) for each in self.rounds))


def _on(each: Round, draws: npt.NDArray[np.intp], number: int, *, again: bool) -> Round:
    def some(lacking: npt.NDArray[Number]) -> npt.NDArray[Number]:
        both = again and lacking.shape[1] > number
        return lacking[:, np.concatenate([draws, number + draws]) if both else draws]

    return replace(
        each,
        needs=tuple(replace(need, lacking=some(need.lacking)) for need in each.needs),
        stakes=tuple(
            replace(stake, lacking=some(stake.lacking), worth=None if stake.worth is None else some(stake.worth))
            for stake in each.stakes
        ),
        assembly=each.assembly and each.assembly.on(draws),
    )
