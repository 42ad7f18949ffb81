"""The bars that replayed plans are held against: how often as much as another method a plan has to gain."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from groundgame.electoral.replay.plans import BUDGETS_HOURS, PLANS, Gains

EQUAL, CLOSEST, FORMULA, PLAN, CAUTIOUS = PLANS


class Bar(NamedTuple):
    """What a ratio of gains has to be at least, and what it is meant to be."""

    least: float
    ambition: float


OVER: Mapping[str, tuple[Bar, Bar, Bar]] = {
    EQUAL: (Bar(4.5, 5.3), Bar(3.4, 3.8), Bar(2.0, 2.2)),
    CLOSEST: (Bar(1.18, 1.26), Bar(1.10, 1.14), Bar(1.05, 1.08)),
    FORMULA: (Bar(1.00, 1.02),) * 3,
}
"""By method and budget (`BUDGETS_HOURS`), of the sums of all six replays on fresh draws."""
ON_OTHER_DRAWS = Bar(1.00, 1.00)
"""Of the plan on half of each over closest first, on the draws of somebody who expects the last result again."""


@dataclass(frozen=True)
class Held:
    """How often as much as another method a plan gained at a budget, beside its bar."""

    plan: str
    over: str
    budget_hours: int
    times: float
    bar: Bar

    @property
    def verdict(self) -> str:
        """Whether it reached its ambition, its bar or neither."""
        return "ambition" if self.times >= self.bar.ambition else "bar" if self.times >= self.bar.least else "missed"


def held(sums: Mapping[tuple[int, str], Gains]) -> Iterator[Held]:
    """Yield every bar with what was reached, given the sums of all replays (`plans.totals`)."""
    for method, bars in OVER.items():
        for budget, bar in zip(BUDGETS_HOURS, bars, strict=True):
            yield Held(PLAN, method, budget, sums[budget, PLAN].fresh / sums[budget, method].fresh, bar)
    for budget in BUDGETS_HOURS:
        times = sums[budget, CAUTIOUS].no_change / sums[budget, CLOSEST].no_change
        yield Held(CAUTIOUS, f"{CLOSEST}, no change", budget, times, ON_OTHER_DRAWS)
