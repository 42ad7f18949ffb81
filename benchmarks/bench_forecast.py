"""How long 40,000 joint draws of London take, and in how much memory: the bar is 2 s on two cores.

Every draw counts 679 wards, 32 councils, 75 Westminster seats, the Assembly's constituencies and list, and the mayor.
"""

import resource
import sys
import time
from datetime import date
from statistics import median

import numpy as np

from groundgame.electoral.forecasting import london_draws

AS_OF = date(2026, 1, 8)
BARNET = "E09000003"
DRAWS = 40_000
BAR_SECONDS = 2.0
ROUNDS = 5


def main() -> int:
    first = once()  # it also reads the record's tables and learns how polls have missed
    used = time.process_time()
    seconds = [once() for _ in range(ROUNDS)]
    used = (time.process_time() - used) / ROUNDS
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{DRAWS:,} joint draws of London: {median(seconds):.2f} s (best {min(seconds):.2f}), bar {BAR_SECONDS:.0f} s"
    )
    print(f"processor time {used:.2f} s, most of it on two threads")
    print(f"the first, with the record read: {first:.2f} s; peak memory {peak_mb:.0f} MB")
    return int(median(seconds) > BAR_SECONDS)


def once() -> float:
    began = time.perf_counter()
    drawn = london_draws(AS_OF, rng=np.random.default_rng(1), draws=DRAWS)
    taken = time.perf_counter() - began
    both = drawn.chance(lambda one: one.wins_mayor("labour") & one.holds(BARNET, "labour"))
    assert 0 < both < drawn.holds(BARNET, "labour").mean()
    return taken


if __name__ == "__main__":
    sys.exit(main())
