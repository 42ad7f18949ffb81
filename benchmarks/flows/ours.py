"""Estimate invented flows once and say what it took: ours.py UNITS OPTIONS. Seconds of processor, without importing."""

import json
import resource
import sys
import time
from pathlib import Path

import numpy as np

from groundgame.electoral.flows import estimate

VOTERS, SWING = 500, 0.2


def invented(units: int, options: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return two votes with loyal rows and a swing of each unit."""
    shares = 0.6 * np.eye(options) + 0.4 * rng.dirichlet(np.ones(options), options)
    first = rng.multinomial(VOTERS, rng.dirichlet(np.full(options, 3.0)), units)
    tilted = shares * np.exp(SWING * rng.standard_normal((units, 1, options)))
    tilted /= tilted.sum(axis=-1, keepdims=True)
    return first, rng.multinomial(first, tilted).sum(axis=1)


def main(units: int, options: int) -> None:
    """Print the seconds, and megabytes at the highest."""
    rng = np.random.default_rng(1)
    votes = invented(units, options, rng)
    estimate(*(vote[:20] for vote in votes), rng=rng, merge_below=0)
    start = time.process_time()
    estimate(*votes, rng=rng, merge_below=0)
    seconds = time.process_time() - start
    print(json.dumps({"seconds": seconds, "megabytes": peak_megabytes()}))


def peak_megabytes() -> float:
    """Return this program's peak; what `getrusage` says begins with the peak of the program that started it."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    [peak] = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")]
    return int(peak.split()[1]) / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
