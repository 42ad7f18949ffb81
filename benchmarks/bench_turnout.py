"""How far expected turnouts have been out, beside taking the last contest of the kind again, and how long they take.

Errors are means over areas, in points: as of the day, London's turnout not known; told it; and told it with every other
contest known, later ones too ("left out"). docs/turnout.md has the same table. Times are of the processor, one core.
"""

import os
import sys
import time
from collections.abc import Callable
from datetime import date

import numpy as np

from groundgame.electoral.forecasting.needed import needed
from groundgame.electoral.forecasting.sliders import mayor_case, turned
from groundgame.electoral.turnout import Electors, default_effects, elector_chance, ward_turnout
from groundgame.electoral.turnout.backtest import Backtest, backtests
from groundgame.electoral.turnout.by_ward import expected
from groundgame.electoral.turnout.observed import observed

UNTIL = date(2026, 1, 8)
ELECTORS, WARDS = 6_200_000, 704
BAR_WARDS_SECONDS, BAR_ELECTORS_SECONDS = 0.3, 5.0
ROUNDS = 5
ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "POLARS_MAX_THREADS"), "1")


def main() -> int:
    """Print the tables; end with 1 if a bar was missed."""
    if os.environ.get("OMP_NUM_THREADS") != "1":  # read when NumPy is loaded: begin anew with it
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | ONE_CORE)
    found = backtests(UNTIL)
    print(table(found))
    behind = beaten(found)
    return int(behind | speed())


def table(found: tuple[Backtest, ...]) -> str:
    """Return the errors as a table in Markdown, a row a contest."""
    lines = [
        "| contest | areas | as of the day | same again | told London's | same again | left out | inside 90% |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for each in found:
        figures = [each.error_points, each.same_points, each.pattern_points, each.same_pattern_points]
        shown = ["-" if figure is None else f"{figure:.1f}" for figure in (*figures, each.left_out_points)]
        lines.append(f"| {each.kind} {each.day.year} | {each.areas} | {' | '.join(shown)} | {each.covered:.0%} |")
    return "\n".join(lines)


def beaten(found: tuple[Backtest, ...]) -> bool:
    """Print the means over the contests that another came before; tell whether any is no better than the same again."""
    both = [each for each in found if each.same_points is not None and each.same_pattern_points is not None]
    means = {
        name: float(np.mean([getattr(each, f"{name}_points") for each in both]))
        for name in ("error", "same", "pattern", "same_pattern", "left_out")
    }
    print(f"mean of {len(both)}: " + ", ".join(f"{name} {value:.2f}" for name, value in means.items()))
    return means["error"] >= means["same"] or means["left_out"] >= means["same_pattern"]


def speed() -> bool:
    """Print how long each question takes, all caches of the answer itself emptied; tell whether a bar was missed."""
    ward_turnout("mayor", UNTIL)
    wards = min(timed(fresh) for _ in range(ROUNDS))
    rng = np.random.default_rng(1)
    people = Electors(
        ward=rng.integers(0, WARDS, ELECTORS),
        age=rng.integers(-1, 95, ELECTORS).astype(np.int16),
        postal=rng.integers(-1, 2, ELECTORS).astype(np.int8),
        voted=rng.integers(-1, 2, (ELECTORS, 3)).astype(np.int8),
    )
    turnout, effects = rng.uniform(0.2, 0.6, WARDS), default_effects("borough", ("borough", "parliament", "mayor"))
    electors = timed(lambda: elector_chance(people, turnout, effects))
    turned()
    sliders, solved = timed(lambda: turned(outer=0.3)), timed(lambda: needed(mayor_case("conservative")))
    print(f"wards: {wards:.2f} s (bar {BAR_WARDS_SECONDS}); sliders: {sliders:.2f} s; needed: {solved:.2f} s")
    print(f"{ELECTORS:,} electors: {electors:.1f} s (bar {BAR_ELECTORS_SECONDS:.0f})")
    return wards > BAR_WARDS_SECONDS or electors > BAR_ELECTORS_SECONDS


def fresh() -> None:
    expected.cache_clear()
    observed.cache_clear()
    ward_turnout("mayor", UNTIL)


def timed(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
