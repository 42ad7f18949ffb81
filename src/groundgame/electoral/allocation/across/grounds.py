"""One polling day's wards, ready for planning: what hours yield there, and what that adds as a plan stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from groundgame.electoral.allocation.across.asking import KIND_OF
from groundgame.electoral.allocation.across.jobs import Job
from groundgame.electoral.allocation.across.rounds import Round
from groundgame.electoral.allocation.across.stakes import Stake
from groundgame.electoral.allocation.across.work import Work, best_work
from groundgame.electoral.allocation.control import control_gains
from groundgame.electoral.allocation.effort import Floats
from groundgame.electoral.allocation.gains import GainCurve, curve_on


@dataclass(frozen=True, eq=False)
class Ground:
    """One round's wards: what hours yield there, and the curves of their seats where wards have seats to win.

    Of all that follows `hours` are those of its wards, (wards,), and `weights` are by contest, as asked for.
    """

    round: Round
    work: Work
    curves: tuple[GainCurve, ...]
    seats: Floats

    def votes(self, hours: Floats) -> Floats:
        """Return the votes that hours yield, (wards,)."""
        return _at(hours, self.work.hours, self.work.votes)

    def gains(self, hours: Floats, weights: Mapping[str, float]) -> Floats:
        """Return what each ward's hours add as the plan stands, (wards, steps)."""
        gains = np.zeros_like(self.work.hours)
        if self.curves:
            gains += weights.get("boroughs", 0.0) * self.seats
        if self.curves and weights.get("councils"):
            gains += weights["councils"] * self._control_gains(hours)
        found: Floats = gains + self.a_vote(hours, weights)[:, None] * self.work.votes
        return found

    def a_vote(self, hours: Floats, weights: Mapping[str, float]) -> Floats:
        """Return what a vote in each ward adds to the contests that wards add up to, as the plan stands, (wards,)."""
        votes, found = self.votes(hours), np.zeros(len(hours))
        for stake, worth in self.stakes(weights):
            found += worth * stake.slope(float(stake.wards @ votes)) * stake.wards
        return found

    def a_vote_here(self, hours: Floats, weights: Mapping[str, float]) -> Floats:
        """Return what one vote more in each ward adds to all that counts, as the plan stands, (wards,)."""
        gains, votes = self.gains(hours, weights), self.work.votes
        after = np.array([np.searchsorted(x, spent) for x, spent in zip(self.work.hours, hours, strict=True)])
        at = np.clip(after, 1, votes.shape[1] - 1)[:, None]
        more = [np.take_along_axis(each, at, 1) - np.take_along_axis(each, at - 1, 1) for each in (gains, votes)]
        found: Floats = (more[0] / np.maximum(more[1], 1e-9))[:, 0]
        return found

    def gained(self, hours: Floats, weights: Mapping[str, float]) -> float:
        """Return the weighted gain, smoothed, of hours."""
        found = self._but_control(hours, weights)
        if self.curves and weights.get("councils"):
            found += weights["councils"] * self._control(hours)
        return found

    def gained_as_it_stands(self, hours: Floats, weights: Mapping[str, float]) -> float:
        """Return the gain when a seat is worth for its council what it is worth with all of the hours done."""
        found = self._but_control(hours, weights)
        if self.curves and weights.get("councils"):
            found += weights["councils"] * float(_at(hours, self.work.hours, self._control_gains(hours)).sum())
        return found

    def stakes(self, weights: Mapping[str, float]) -> list[tuple[Stake, float]]:
        """Return the contests that wards add up to and that count, each with the weight of one of its seats."""
        found = [(stake, weights.get(KIND_OF[stake.tier], 0.0)) for stake in self.round.stakes]
        return [(stake, worth) for stake, worth in found if worth]

    def _but_control(self, hours: Floats, weights: Mapping[str, float]) -> float:
        votes = self.votes(hours)
        found = sum(worth * float(stake.gain(float(stake.wards @ votes))[0]) for stake, worth in self.stakes(weights))
        if self.curves:
            found += weights.get("boroughs", 0.0) * float(_at(hours, self.work.hours, self.seats).sum())
        return found

    def _control(self, hours: Floats) -> float:
        """Return the councils gained, smoothed: on the way from nothing to the plan, at what seats are then worth."""
        found = 0.0
        for low, high in pairwise(np.linspace(0.0, 1.0, 6)):
            lines = self._control_gains((low + high) / 2 * hours)
            found += float((_at(high * hours, self.work.hours, lines) - _at(low * hours, self.work.hours, lines)).sum())
        return found

    def _control_gains(self, hours: Floats) -> Floats:
        return np.array(control_gains(self.round.needs, self.curves, self.votes(hours)))


def ground_of(each: Round, jobs: Sequence[Job], kept: float) -> Ground:
    """Return a round's wards, given what can be done there; `kept` (0-1) of an effect is left on polling day."""
    work = best_work(jobs)
    work = replace(work, votes=kept * work.votes)
    curves = tuple(curve_on(need, x, y) for need, x, y in zip(each.needs, work.hours, work.votes, strict=False))
    seats = np.array([curve.gains() for curve in curves]) if curves else np.zeros((0, 0))
    return Ground(each, work, curves, seats)


def _at(hours: Floats, grid: Iterable[Floats], lines: Iterable[Floats]) -> Floats:
    """Return the height of every ward's line at its hours, (wards,)."""
    return np.array([np.interp(spent, x, y) for spent, x, y in zip(hours, grid, lines, strict=True)])
