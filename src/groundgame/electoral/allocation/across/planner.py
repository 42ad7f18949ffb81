"""The hours of every ward before every polling day that add most to what is wanted, across all tiers at once."""

from collections.abc import Mapping

import numpy as np

from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.effects import Effects, default_effects
from groundgame.electoral.allocation.across.grounds import ground_of
from groundgame.electoral.allocation.across.jobs import Job, jobs
from groundgame.electoral.allocation.across.rounds import Field, Round
from groundgame.electoral.allocation.across.times import Paces
from groundgame.electoral.allocation.across.travel import left_for_work, spend_by_branch
from groundgame.electoral.allocation.across.volunteers import check_some_in_weeks, hours_of, shared_hours
from groundgame.electoral.allocation.across.weeks import weeks_before
from groundgame.electoral.allocation.effort import Floats
from groundgame.electoral.allocation.errors import AllocationError
from groundgame.electoral.allocation.passes import turns
from groundgame.electoral.allocation.spending import Pieces, pieces_of, spend


class Planner:
    """A field made ready for planning: any hours and weights can then be planned on in about a second.

    Why beside `planning.Prospects`: that plans the borough elections alone, on the one effort curve by which replays
    hold plans against others, and has no weeks, channels, volunteers or floors. Both go round in `passes.turns`, value
    councils by `control.control_gains` and spend by `spending`.
    """

    def __init__(
        self,
        field: Field,
        effects: Effects | None = None,
        *,
        kept: Mapping[str, float] | None = None,
        leaflets: Floats | None = None,
        paces: Mapping[str, Paces] | None = None,
    ) -> None:
        """Work out what hours yield everywhere.

        `kept` is the part (0-1) of a contact's effect that is left on polling day, by round (`weeks.kept_by_round`);
        all of it unless told. `leaflets` (wards,) is the part (0-1) of each ward's homes that may be given leaflets.
        `paces` are by round how fast each channel goes beside a weekday evening (`times.paces_by_round`).
        """
        self.paces = dict(paces or {})
        self.field, self.effects, self.leaflets = field, effects or default_effects(), leaflets
        self.kept = {each.name: 1.0 for each in field.rounds} | dict(kept or {})
        self.grounds = tuple(ground_of(each, self.jobs(each), self.kept[each.name]) for each in field.rounds)

    def jobs(self, each: Round) -> tuple[Job, ...]:
        """Return what can be done before a polling day."""
        return jobs(
            self.field.homes_before(each), self.effects, each.election, self.leaflets, self.paces.get(each.name)
        )

    def plan(self, ask: Ask) -> Floats:
        """Return the hours of each round's wards, (rounds, wards).

        What depends on many wards at once (a council, the mayor, a seat in Parliament) is taken at what a vote adds as
        the plan stands, pass after pass.
        """
        return self.plan_with_travel(ask)[0]

    def plan_with_travel(self, ask: Ask) -> tuple[Floats, Floats]:
        """Return the plan, and the hours with which each branch's volunteers set out, (branches, rounds, wards).

        Branches are in the order of their codes. Where no volunteers are given nobody is known to set out.

        Raises:
            AllocationError: if a round that counts could not be drawn, none of the volunteers' hours lie in the plan's
                weeks, or they cannot give every branch what it is to have.
        """
        hours = np.zeros((len(self.grounds), len(self.field.wards.codes)))
        travel = np.zeros((len(set(self.field.wards.boroughs)), *hours.shape))
        asked = self._asked(ask)
        for turn in turns(bends=_bends(ask)):
            gains = [self.grounds[at].gains(hours[at], ask.weights) for at in asked]
            aim, ways = self._spent(asked, gains, ask)
            hours, travel = hours + turn * (aim - hours), travel + turn * (ways - travel)
        return hours, travel

    def _asked(self, ask: Ask) -> list[int]:
        """Return the places of the rounds that count."""
        missing = [self.field.left_out[name] for name in ask.rounds if name in self.field.left_out]
        if missing:
            raise AllocationError(missing[0])
        return [at for at, ground in enumerate(self.grounds) if ground.round.name in ask.rounds]

    def gained(self, hours: Floats, weights: Mapping[str, float]) -> float:
        """Return the weighted gain, smoothed, of a plan's hours (rounds, wards)."""
        return sum(ground.gained(here, weights) for ground, here in zip(self.grounds, hours, strict=True))

    def gained_as_it_stands(self, hours: Floats, weights: Mapping[str, float]) -> float:
        """Return the gain when a seat is worth for its council what it is worth with the whole plan done."""
        pairs = zip(self.grounds, hours, strict=True)
        return sum(ground.gained_as_it_stands(here, weights) for ground, here in pairs)

    def a_vote_of_all(self, hours: Floats, ask: Ask) -> Floats:
        """Return what the first votes in each ward add, the most of any round that counts, (wards,)."""
        found = [np.zeros(hours.shape[1])]
        for ground, here in zip(self.grounds, hours, strict=True):
            if ground.round.name in ask.rounds:
                gains, votes = ground.gains(here, ask.weights), ground.work.votes
                found.append(gains[:, -1] / np.maximum(votes[:, -1], 1e-9))
        most: Floats = np.max(found, axis=0)
        return most

    def _spent(self, asked: list[int], gains: list[Floats], ask: Ask) -> tuple[Floats, Floats]:
        found = np.zeros((len(self.grounds), len(self.field.wards.codes)))
        travel = np.zeros((len(set(self.field.wards.boroughs)), *found.shape))
        curves = [each for at in asked for each in self.grounds[at].work.hours]
        lines = [each for line in gains for each in line]
        if ask.volunteers:
            spent, ways = self._with_volunteers(asked, pieces_of(curves, lines), ask)
            travel[:, asked] = ways.reshape(len(travel), len(asked), -1)
        else:
            boroughs = [code for _ in asked for code in self.field.wards.boroughs]
            spent = spend(curves, lines, ask.hours, branches=boroughs, least_hours=ask.branch_hours)
        found[asked] = spent.reshape(len(asked), -1)
        return found, travel

    def _with_volunteers(self, asked: list[int], pieces: Pieces, ask: Ask) -> tuple[Floats, Floats]:
        branches, left = left_for_work(self.field.wards)
        days = [weeks_before(self.grounds[at].round.day, ask.weeks, self.field.as_of) for at in asked]
        supplies = np.stack([hours_of(ask.volunteers, branches, weeks) for weeks in days], axis=1)
        check_some_in_weeks(ask.volunteers, days)
        homes = [branches.index(code) for code in self.field.wards.boroughs]
        shared = shared_hours(ask.volunteers, branches, days)
        return spend_by_branch(pieces, homes, len(asked), supplies, left, ask.hours, ask.branch_hours, shared)


def _bends(ask: Ask) -> bool:
    """Tell whether what a vote adds depends on the rest of the plan: of seats of wards it does not."""
    return any(weight for name, weight in ask.weights.items() if name != "boroughs")
