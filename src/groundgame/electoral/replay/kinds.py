"""Which elections can be replayed: one module a kind, imported when it is first asked for."""

from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

import numpy as np

from groundgame.electoral.replay.scoring import Baseline, Replay

GIVEN = ("day-before", "true-shares")
"""What a replay may know: what was known the day before, or also the true shares of the whole."""

KINDS = {
    "general": "groundgame.electoral.replay.general",
    "boroughs": "groundgame.electoral.replay.boroughs",
    "mayor": "groundgame.electoral.replay.mayor",
    "assembly": "groundgame.electoral.replay.assembly",
    "locals": "groundgame.electoral.replay.locals_to_general",
}


class ReplayError(Exception):
    """What was asked for cannot be replayed."""


class Replaying(Protocol):
    """What each kind's module offers."""

    YEARS: Sequence[int]
    GIVEN: Sequence[str]

    def replay(self, year: int, given: str, *, rng: np.random.Generator) -> Replay:
        """Forecast a year as it stood the day before, and score it."""
        ...

    def baselines(self, year: int, given: str) -> tuple[Baseline, ...]:
        """Score simpler methods, and published forecasts, on the same election."""
        ...


def replay(kind: str, year: int, *, given: str = GIVEN[0], rng: np.random.Generator) -> Replay:
    """Run a kind of forecast as of the day before a past election, and score it.

    Raises:
        ReplayError: if the kind, the year or what is given is not one that can be replayed.
    """
    return _checked(kind, year, given).replay(year, given, rng=rng)


def baselines(kind: str, year: int, *, given: str = GIVEN[0]) -> tuple[Baseline, ...]:
    """Return what simpler methods, and published forecasts, scored on the same election.

    Raises:
        ReplayError: as `replay`.
    """
    return _checked(kind, year, given).baselines(year, given)


def years(kind: str) -> tuple[int, ...]:
    """Return the years of a kind that can be replayed.

    Raises:
        ReplayError: if there is no such kind.
    """
    return tuple(_module(kind).YEARS)


def givens(kind: str) -> tuple[str, ...]:
    """Return what a kind's replays may be given.

    Raises:
        ReplayError: if there is no such kind.
    """
    return tuple(_module(kind).GIVEN)


def _checked(kind: str, year: int, given: str) -> Replaying:
    module = _module(kind)
    if year not in module.YEARS:
        known = ", ".join(map(str, module.YEARS))
        raise ReplayError(f"There is no replay of {kind} {year}; there is one of {known}.")
    if given not in module.GIVEN:
        raise ReplayError(f"A replay of {kind} cannot be given {given!r}; it can be given {', '.join(module.GIVEN)}.")
    return module


def _module(kind: str) -> Replaying:
    if kind not in KINDS:
        raise ReplayError(f"There is no kind of election {kind!r}; there are {', '.join(KINDS)}.")
    return cast("Replaying", import_module(KINDS[kind]))
