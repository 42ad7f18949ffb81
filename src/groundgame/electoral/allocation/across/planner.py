"""The hours of every ward before every polling day that add most to what is wanted, across all tiers at once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from groundgame.electoral.allocation.across.asking import KIND_OF, Ask
from groundgame.electoral.allocation.across.effects import Effects, default_effects
from groundgame.electoral.allocation.across.field import Field, Round
from groundgame.electoral.allocation.across.jobs import Job, jobs
from groundgame.electoral.allocation.across.stakes import Stake
from groundgame.electoral.allocation.across.travel import by_branch, left_for_work, spend_by_branch
from groundgame.electoral.allocation.across.volunteers import hours_of
from groundgame.electoral.allocation.across.weeks import weeks_before
from groundgame.electoral.allocation.across.work import Work, best_work
from groundgame.electoral.allocation.control import Councils
from groundgame.electoral.allocation.effort import Floats
from groundgame.electoral.allocation.gains import GainCurve, curve_on
from groundgame.electoral.allocation.spending import Pieces, pieces_of, spend

PASSES = 5
TURN = 0.6
"""Of what a pass would change, so much is taken: all wards of a council turn at once, and would overshoot."""


@dataclass(frozen=True, eq=False)
class Ground:
    """One round's wards: what hours yield there, and the curves of their seats where wards have seats to win."""

    round: Round
    work: Work
    curves: tuple[GainCurve, ...]
    seats: Floats

    def votes(self, hours: Floats) -> Floats:
        """Return the votes that hours yield, both (wards,)."""
        pairs = zip(hours, self.work.hours, self.work.votes, strict=True)
        return np.array([np.interp(spent, x, y) for spent, x, y in pairs])


class Planner:
    """A field made ready for planning: any hours and weights can then be planned on in about a second."""

    def __init__(
        self, field: Field, effects: Effects | None = None, *, kept: float = 1.0, leaflets: Floats | None = None
    ) -> None:
        """Work out what hours yield everywhere; `kept` (0-1) of a contact's effect is left on polling day.

        `leaflets` (wards,) is the part (0-1) of each ward's homes that may be given leaflets.
        """
        self.field, self.effects, self.kept, self.leaflets = field, effects or default_effects(), kept, leaflets
        self.grounds = tuple(self._ground(each) for each in field.rounds)

    def plan(self, ask: Ask) -> Floats:
        """Return the hours of each round's wards, (rounds, wards).

        What depends on many wards at once (a council, the mayor, a seat in Parliament) is taken at what a vote adds as
        the plan stands, pass after pass.
        """
        return self.plan_with_travel(ask)[0]

    def plan_with_travel(self, ask: Ask) -> tuple[Floats, dict[tuple[str, str], float]]:
        """Return the plan, and the hours of each branch's volunteers that go to another's borough.

        Raises:
            AllocationError: if the volunteers cannot give every branch what it is to have.
        """
        hours, travel = np.zeros((len(self.grounds), len(self.field.wards.codes))), np.zeros((1, 1))
        asked = [at for at, ground in enumerate(self.grounds) if ground.round.name in ask.rounds]
        for turn in (1.0, *[TURN] * (PASSES if self._bends(ask) else 0)):
            gains = [self.gains_of(self.grounds[at], hours[at], ask.weights) for at in asked]
            aim, ways = self._spent(asked, gains, ask)
            hours, travel = hours + turn * (aim - hours), travel + turn * (ways - travel)
        return hours, by_branch(travel, self.field.wards.boroughs, self._branches) if ask.volunteers else {}

    def jobs(self, each: Round) -> tuple[Job, ...]:
        """Return what can be done before a polling day."""
        return jobs(self.field.homes, self.effects, each.election, self.leaflets)

    def gained(self, hours: Floats, weights: Mapping[str, float]) -> float:
        """Return the weighted gain, smoothed, of a plan's hours (rounds, wards)."""
        return sum(self._gained(ground, hours[at], weights) for at, ground in enumerate(self.grounds))

    def gained_as_it_stands(self, hours: Floats, weights: Mapping[str, float]) -> float:
        """Return the gain when a seat is worth for its council what it is worth with the whole plan done."""
        seats = {name: weight for name, weight in weights.items() if name != "councils"}
        total = self.gained(hours, seats)
        for at, ground in enumerate(self.grounds):
            if ground.curves and weights.get("councils"):
                lines = self._control_gains(ground, hours[at])
                pairs = zip(hours[at], ground.work.hours, lines, strict=True)
                total += weights["councils"] * sum(float(np.interp(spent, x, y)) for spent, x, y in pairs)
        return total

    def worth(self, stake: Stake, weights: Mapping[str, float]) -> float:
        """Return the weight of one seat of a contest."""
        return weights.get(KIND_OF[stake.tier], 0.0)

    def _gained(self, ground: Ground, hours: Floats, weights: Mapping[str, float]) -> float:
        votes = ground.votes(hours)
        total = sum(
            self.worth(stake, weights) * float(stake.gain(float(stake.wards @ votes))[0])
            for stake in ground.round.stakes
            if self.worth(stake, weights)
        )
        if ground.curves:
            pairs = zip(hours, ground.work.hours, ground.seats, strict=True)
            total += weights.get("boroughs", 0.0) * sum(float(np.interp(spent, x, y)) for spent, x, y in pairs)
        if ground.curves and weights.get("councils"):
            total += weights["councils"] * self._control(ground, hours)
        return float(total)

    def _control(self, ground: Ground, hours: Floats) -> float:
        """Return the councils gained, smoothed: on the way from nothing to the plan, at what seats are then worth."""
        found = 0.0
        for low, high in pairwise(np.linspace(0.0, 1.0, 6)):
            for at, line in enumerate(self._control_gains(ground, (low + high) / 2 * hours)):
                x = ground.work.hours[at]
                found += float(np.interp(high * hours[at], x, line) - np.interp(low * hours[at], x, line))
        return found

    def _control_gains(self, ground: Ground, hours: Floats) -> list[Floats]:
        councils = Councils(ground.round.needs, ground.votes(hours))
        return [curve.gains(councils.worth(at)) for at, curve in enumerate(ground.curves)]

    def gains_of(self, ground: Ground, hours: Floats, weights: Mapping[str, float]) -> Floats:
        """Return what each ward's hours add as the plan stands, (wards, steps)."""
        gains = np.zeros_like(ground.work.hours)
        if ground.curves:
            gains += weights.get("boroughs", 0.0) * ground.seats
        if ground.curves and weights.get("councils"):
            gains += weights["councils"] * np.array(self._control_gains(ground, hours))
        a_vote = self.a_vote(ground, hours, weights)
        found: Floats = gains + a_vote[:, None] * ground.work.votes
        return found

    def a_vote(self, ground: Ground, hours: Floats, weights: Mapping[str, float]) -> Floats:
        """Return what a vote in each ward adds to the contests that wards add up to, as the plan stands, (wards,)."""
        votes, found = ground.votes(hours), np.zeros(len(hours))
        for stake in ground.round.stakes:
            worth = self.worth(stake, weights)
            if worth:
                found += worth * stake.slope(float(stake.wards @ votes)) * stake.wards
        return found

    def _spent(self, asked: list[int], gains: list[Floats], ask: Ask) -> tuple[Floats, Floats]:
        found = np.zeros((len(self.grounds), len(self.field.wards.codes)))
        curves = [each for at in asked for each in self.grounds[at].work.hours]
        lines, travel = [each for line in gains for each in line], np.zeros((1, 1))
        if ask.volunteers:
            spent, travel = self._with_volunteers(asked, pieces_of(curves, lines), ask)
        else:
            boroughs = [code for _ in asked for code in self.field.wards.boroughs]
            spent = spend(curves, lines, ask.hours, branches=boroughs, least_hours=ask.branch_hours)
        found[asked] = spent.reshape(len(asked), -1)
        return found, travel

    def a_vote_of_all(self, hours: Floats, ask: Ask) -> Floats:
        """Return what the first votes in each ward add, the most of any round that counts, (wards,)."""
        found = [np.zeros(hours.shape[1])]
        for ground, here in zip(self.grounds, hours, strict=True):
            if ground.round.name in ask.rounds:
                gains, votes = self.gains_of(ground, here, ask.weights), ground.work.votes
                found.append(gains[:, -1] / np.maximum(votes[:, -1], 1e-9))
        most: Floats = np.max(found, axis=0)
        return most

    def _with_volunteers(self, asked: list[int], pieces: Pieces, ask: Ask) -> tuple[Floats, Floats]:
        branches, left = left_for_work(self.field.wards)
        days = [weeks_before(self.grounds[at].round.day, ask.weeks, self.field.as_of) for at in asked]
        supplies = np.stack([hours_of(ask.volunteers, branches, weeks) for weeks in days], axis=1)
        homes = [branches.index(code) for code in self.field.wards.boroughs]
        return spend_by_branch(pieces, homes, len(asked), supplies, left, ask.hours, ask.branch_hours)

    @property
    def _branches(self) -> tuple[str, ...]:
        return tuple(sorted(set(self.field.wards.boroughs)))

    def _bends(self, ask: Ask) -> bool:
        """Tell whether what a vote adds depends on the rest of the plan: of seats of wards it does not."""
        return any(weight for name, weight in ask.weights.items() if name != "boroughs")

    def _ground(self, each: Round) -> Ground:
        work = best_work(self.jobs(each))
        work = replace(work, votes=self.kept * work.votes)
        curves = tuple(curve_on(need, x, y) for need, x, y in zip(each.needs, work.hours, work.votes, strict=False))
        seats = np.array([curve.gains() for curve in curves]) if curves else np.zeros((0, 0))
        return Ground(each, work, curves, seats)
