"""Every replay, one after another, each with draws of its own, so that one alone gives what it gives among all."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from groundgame.electoral.replay.kinds import KINDS, baselines, givens, replay, years
from groundgame.electoral.replay.scoring import Baseline, Replay

SEED = 2026


@dataclass(frozen=True)
class Run:
    """A replay, and what other methods scored on the same election."""

    replay: Replay
    baselines: tuple[Baseline, ...]


def cases(kind: str | None = None) -> list[tuple[str, int, str]]:
    """Return kind, year and what is given, of every replay or of those of one kind, the day before first.

    Raises:
        ReplayError: if there is no such kind.
    """
    kinds = KINDS if kind is None else (kind,)
    return [(each, year, given) for each in kinds for given in givens(each) for year in years(each)]


def run(kind: str, year: int, given: str, *, seed: int = SEED) -> Run:
    """Replay one election, and score the others on it: the same seed gives the same figures.

    Raises:
        ReplayError: if there is no such replay.
    """
    rng = np.random.default_rng([seed, year, *f"{kind} {given}".encode()])
    return Run(replay(kind, year, given=given, rng=rng), baselines(kind, year, given=given))


def run_all(
    kind: str | None = None,
    *,
    seed: int = SEED,
    progress: Callable[[str, int, int], None] = lambda name, done, of: None,
) -> Iterator[Run]:
    """Run every replay, or those of one kind; `progress` is told a name, how many are done, and of how many."""
    chosen = cases(kind)
    for done, (each, year, given) in enumerate(chosen):
        progress(f"{each} {year}, {given}", done, len(chosen))
        yield run(each, year, given, seed=seed)
    progress("", len(chosen), len(chosen))
