"""How long a plan across all tiers of London takes, and how near it is to what no plan could do better than.

Bars: 3 s on 4,000 given draws and 6 s with the draws made; a gap of 0.5% for seats on councils, 2% with councils, mayor
and Assembly. The plan is made on the forecast's draws and as many of no change.
"""

import sys
import time
from datetime import date
from statistics import median

import numpy as np

from groundgame.electoral.allocation.across.asking import Ask, weights_of
from groundgame.electoral.allocation.across.bound import most_gained
from groundgame.electoral.allocation.across.field import field
from groundgame.electoral.allocation.across.planner import Planner
from groundgame.electoral.allocation.across.rounds import Field
from groundgame.electoral.contests import record
from groundgame.electoral.forecasting.london.known import Known

AS_OF = date(2026, 1, 8)
DRAWS = 2_000
ROUNDS = 3
BARS_SECONDS = 3.0, 6.0
EVERYTHING = ("boroughs", "councils", "mayor", "assembly", "westminster")
GAPS = {("boroughs",): 0.005, EVERYTHING[:4]: 0.02, ("mayor", "assembly"): 0.02, ("westminster",): 0.02}
BUDGETS_HOURS = 2_000, 10_000, 50_000


def main() -> int:
    drawn()  # it also reads the record's tables and learns how polls have missed
    times = [timed() for _ in range(ROUNDS)]
    given, made = median(one for one, _ in times), median(sum(one) for one in times)
    print(
        f"a plan of 10,000 hours for {', '.join(EVERYTHING)}: {given:.2f} s on {2 * DRAWS:,} given draws (bar "
        f"{BARS_SECONDS[0]:.0f}), {made:.2f} s with the draws made (bar {BARS_SECONDS[1]:.0f})"
    )
    missed = gaps(Planner(drawn()))
    return int(given > BARS_SECONDS[0] or made > BARS_SECONDS[1] or missed)


def drawn() -> Field:
    return field(Known(record(None), AS_OF), "labour", rng=np.random.default_rng(1), draws=DRAWS)


def timed() -> tuple[float, float]:
    began = time.perf_counter()
    ahead = drawn()
    there = time.perf_counter()
    Planner(ahead).plan(Ask(weights_of(EVERYTHING), 10_000))
    return time.perf_counter() - there, there - began


def gaps(planner: Planner) -> bool:
    missed = False
    for words, bar in GAPS.items():
        for hours in BUDGETS_HOURS:
            ask = Ask(weights_of(words), hours)
            found = planner.plan(ask)
            gained = planner.gained_as_it_stands(found, ask.weights)
            gap = most_gained(planner, ask, found) / gained - 1
            missed = missed or gap > bar
            print(f"{hours:,} hours for {', '.join(words)}: gains {gained:.4f}, gap {gap:.2%} (bar {bar:.1%})")
    return missed


if __name__ == "__main__":
    sys.exit(main())
