"""The columns of the turnout model: what wards share in all contests, in a kind of contest, and in a single one."""

from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np

from groundgame.electoral.turnout.grid import Floats, groups, outer, wards
from groundgame.electoral.turnout.observed import Observed
from groundgame.electoral.turnout.people import covariates
from groundgame.electoral.turnout.spreads import Effects, Spreads

FLAT = 3.0
"""The standard deviation of a contest's level before it is seen: next to no knowledge."""

DAYS_A_YEAR = 365.25
YEARS_TO_DOUBLE = 4.0
"""After so many years a contest's own variance counts twice; chosen with the spreads, see docs/turnout.md."""


@dataclass(frozen=True)
class Layout:
    """Where each effect stands: every column is scaled by its standard deviation, so that its coefficient is N(0, 1).

    First the level of each contest, then the lasting effects, those of each kind, those of each contest by ward.
    """

    seen: tuple[Observed, ...]
    as_of: date
    spreads: Spreads

    def widened(self, contest: Observed) -> float:
        """Return by how much a contest's own spread is wider for its distance in time: places change."""
        years = abs((self.as_of - contest.day).days) / DAYS_A_YEAR
        return float(np.sqrt(1 + years / YEARS_TO_DOUBLE))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of contest that were seen."""
        return tuple(sorted({each.kind for each in self.seen}))

    @property
    def by_ward(self) -> tuple[Observed, ...]:
        """The contests whose turnout is known by ward."""
        return tuple(each for each in self.seen if each.by_ward)

    def rows_of(self, contest: Observed) -> Floats:
        """Return wards by columns: what each ward's turnout in a contest is made of."""
        widened = self.widened(contest)
        own = [widened * _shared(self.spreads.contest) * (contest is each) for each in self.by_ward]
        level = np.zeros((wards().height, len(self.seen)))
        level[:, self.seen.index(contest)] = FLAT
        return np.hstack([level, *self._lasting_and_kind(contest.kind), *own])

    def rows_to_come(self, kind: str) -> Floats:
        """Return wards by columns for a contest of a kind that has not been held: its own effects are not known."""
        level = np.zeros((wards().height, len(self.seen)))
        own = np.zeros((wards().height, len(self.by_ward) * _shared(self.spreads.contest).shape[1]))
        return np.hstack([level, *self._lasting_and_kind(kind), own])

    def _lasting_and_kind(self, kind: str) -> list[Floats]:
        of_kind = _shared(self.spreads.kind)
        return [_shared(self.spreads.lasting), *(of_kind * (kind == each) for each in self.kinds)]


@cache
def _shared(effects: Effects) -> Floats:
    """Return wards by effects: census slopes, boroughs, seats, and the ring (outer +1, inner -1); no column of 0."""
    ring = np.where(outer(), effects.ring, -effects.ring)[:, None]
    every = [
        (effects.census, covariates()),
        (effects.borough, _membership("borough")),
        (effects.seat, _membership("westminster")),
    ]
    return np.hstack([*(scale * columns for scale, columns in every if scale), ring])


@cache
def _membership(column: str) -> Floats:
    codes, of = groups(column)
    lies_in: Floats = np.eye(len(codes))[of]
    return lies_in
