"""Make a plan that is to be kept: on the draws of the day, from where things stand."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import numpy as np
from django.utils import timezone

from groundgame.campaign.strategy.away.making import OF_LONDON_ALONE, figures_of
from groundgame.campaign.strategy.away.offered import AWAY, NO_SEATS, Offer, given_days, out_of
from groundgame.campaign.strategy.away.promised import with_days_out
from groundgame.campaign.strategy.coming.forecasts import SEED
from groundgame.campaign.strategy.learning.effects import learned_effects
from groundgame.campaign.strategy.learning.fading import with_learned_fading
from groundgame.campaign.strategy.models import DayOut
from groundgame.campaign.strategy.parties import our_party
from groundgame.campaign.strategy.plans.asked import WEEK, monday, moved_by
from groundgame.campaign.strategy.plans.errors import PlanRefusedError
from groundgame.campaign.strategy.plans.leaflets import within_what_is_left
from groundgame.campaign.strategy.plans.promised import Promised, given_of
from groundgame.campaign.strategy.plans.spoken import without_spoken
from groundgame.campaign.strategy.plans.supply import NOTHING, Spent, said
from groundgame.campaign.strategy.plans.work import first_day
from groundgame.campaign.strategy.plans.worked import FIRST_MINUTES, PAPER_MINUTES, SPELL_MINUTES
from groundgame.campaign.strategy.winning.firm import CASES, gap_told, steadiness_told
from groundgame.campaign.strategy.winning.planned import field_answer
from groundgame.campaign.strategy.winning.told import changed, named, told
from groundgame.electoral.allocation.across.answer import Plan, make_plan
from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.effects import Effects
from groundgame.electoral.allocation.across.leaflets import shifted
from groundgame.electoral.allocation.across.outcome import votes_of
from groundgame.electoral.allocation.across.rounds import Field
from groundgame.electoral.allocation.across.sessions import Allocation
from groundgame.electoral.allocation.across.weeks import weeks_before
from groundgame.electoral.allocation.away.answer import AwayPlan, make_plan_with_away
from groundgame.electoral.allocation.away.going import WESTMINSTER
from groundgame.electoral.allocation.errors import AllocationError

LONGEST_SECONDS = 600.0
OF_WORK_DONE = [
    (
        "Hours done are read from the contact log: the time since the same person's contact before, if that is at most "
        f"{SPELL_MINUTES} minutes, else {FIRST_MINUTES} minutes, and {PAPER_MINUTES} for one typed from paper. All "
        "of them are counted as spent on supporters, whoever was spoken to. Homes where somebody was spoken to since "
        "are not spoken to again before the same polling day, the next one, for which alone the votes of the work done "
        "are counted; and the fewer are left, the fewer an hour finds. What a second conversation adds is not known."
    ),
    "Guesses",
]
OF_LEAFLETS = [
    (
        "Of leaflets nothing is written down: those of the weeks that are over are taken to have been delivered as "
        "they were planned. Where every ward was to have one, those of the first plan that are to come stand as well, "
        "and are not planned again. What they cost comes off the spending limit, where there is one."
    ),
    "A guess",
]
Progress = Callable[[str], None]
NOBODY: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Made:
    """A plan that was made, the Monday on which its calendar begins, and by how many weeks that was put later.

    One that was `redone` assumes something of the work that was done, too. Where seats outside London were in the
    `offer`, `there` has it with its days out.
    """

    plan: Plan
    begins: dt.date
    moved_weeks: int
    redone: bool = False
    there: AwayPlan | None = None
    offer: Offer = NO_SEATS

    @property
    def london(self) -> Plan:
        """The plan with the hours that days out leave to each branch."""
        if self.there is None:
            return self.plan
        return replace(self.plan, ask=replace(self.plan.ask, volunteers=self.there.rest.volunteers))

    @property
    def hours(self) -> float:
        """The hours that are given out, in London and outside."""
        return self.plan.hours + (self.there.hours if self.there else 0.0)

    @property
    def moved_days_out(self) -> int:
        """By how many weeks days out are put later: where the general election is the first polling day."""
        return self.moved_weeks if first_day(self.plan) == WESTMINSTER else 0

    @property
    def figures(self) -> dict[str, Any]:
        """What is kept of what the plan says, as JSON can hold it."""
        rounds = [each for each in self.plan.field.rounds if each.name in self.plan.ask.rounds]
        there = self.there and {AWAY: figures_of(self.there, self.offer, self.plan.planner.effects)}
        alone = [OF_LONDON_ALONE] if self.there else []
        return {
            "told": told(self.plan, our_party()),
            "days": {each.name: each.day.isoformat() for each in rounds},
            "firm": [one for one in (gap_told(self.plan), steadiness_told(self.plan), *alone) if one],
            "changed": [[named(one), one.before, one.after, one.low, one.high] for one in changed(self.plan)],
            "assumptions": [[one.sentence, one.source] for one in self.plan.assumptions]
            + self.redone * [OF_WORK_DONE, OF_LEAFLETS],
            **(there or {}),
        }


def make(
    ask: Ask,
    done: Sequence[Allocation] = (),
    *,
    promised: Sequence[Promised] = (),
    spoken: Mapping[str, int] = NOBODY,
    spent: Spent = NOTHING,
    offer: Offer = NO_SEATS,
    days: Sequence[DayOut] = (),
    progress: Progress = lambda _: None,
) -> Made:
    """Make the plan that is asked for, over what branches say of their hours, with what was `done` already counted.

    What is `promised` counts as done, and its leaflets come off the spending limit. In so many homes of each ward
    somebody was `spoken` to already before the first polling day, which leaves the others. `spent` are hours that
    branches have given already, by week: they are taken off what they said they have, and those of days out that were
    accepted too. Seats outside London may be in the `offer`, where some `days` are done or promised.
    Where none of its own weeks is left, as its polling day is over, the calendar begins this week: a rehearsal.

    Raises:
        PlanRefusedError: with why no plan can be made of this.
    """
    progress("Drawing what may happen")
    ahead = _field()
    first = min((each for each in ahead.rounds if each.name in ask.rounds), key=lambda each: each.day, default=None)
    if first is None:
        raise PlanRefusedError("Nothing that counts is ahead: give something else a weight, and plan again.")
    today = timezone.localdate()
    own_weeks = weeks_before(first.day, ask.weeks, ahead.as_of)
    moved = moved_by(own_weeks, first.day, today)
    ask = ask if moved else _within(ask, own_weeks, monday(today))
    ask = within_what_is_left(ask, ahead, promised)
    ask = replace(with_learned_fading(ask), volunteers=said(ahead, ask, own_weeks, moved, with_days_out(spent)))
    effects = learned_effects()
    how: dict[str, Any] = {
        "effects": effects, "rng": np.random.default_rng(SEED), "cases": CASES, "progress": progress
    }  # fmt: skip
    there = None
    try:
        with_done = _with_done(ahead, [*done, *given_of(promised, first.name, moved)], ask, effects)
        ahead = without_spoken(with_done, spoken, first.name)
        if offer:
            given = given_days(days, moved if first.name == WESTMINSTER else 0)
            there = make_plan_with_away(ahead, ask, out_of(offer, ahead.as_of, given), **how)
        plan = there.london if there else make_plan(ahead, ask, **how)
    except AllocationError as error:
        raise PlanRefusedError(str(error)) from None
    weeks = [one.week for one in plan.allocations if one.before == first_day(plan)]
    if there and first_day(plan) == WESTMINSTER:
        weeks += [one.week for one in there.days]
    return Made(plan, min(weeks, default=min(own_weeks)) + moved * WEEK, moved, there=there, offer=offer)


def _field() -> Field:
    found = field_answer(our_party().id, patience=LONGEST_SECONDS)
    if found.value is None:
        raise PlanRefusedError(found.refusal or "The draws are not there yet: ask again in some minutes.")
    return found.value


def _within(ask: Ask, own_weeks: Sequence[dt.date], this_week: dt.date) -> Ask:
    """Return the ask for the weeks that are left: those of the calendar that are over get nothing."""
    ahead = [week for week in own_weeks if week >= this_week]
    return replace(ask, weeks=min(ask.weeks, len(ahead))) if ahead else ask


def _with_done(ahead: Field, done: Sequence[Allocation], ask: Ask, effects: Effects) -> Field:
    """Return the field when the votes that were worked for are won."""
    return shifted(ahead, votes_of(ahead, done, ask, effects)) if done else ahead
