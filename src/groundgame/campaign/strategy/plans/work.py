"""A plan's work, row by row: who goes where and when, how many of them, whom they speak to, and what for."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from groundgame.campaign.strategy.models import PlannedWork
from groundgame.campaign.strategy.plans.asked import WEEK
from groundgame.campaign.strategy.plans.contacts import expected_contacts
from groundgame.campaign.strategy.templatetags.figures import chance
from groundgame.campaign.strategy.times import NOT_SAID
from groundgame.campaign.strategy.twinning.matching import NOBODY, Evenings, Left, matched, volunteers_for
from groundgame.electoral.allocation.across.answer import Plan
from groundgame.electoral.allocation.across.effects import channels
from groundgame.electoral.allocation.across.sessions import Allocation
from groundgame.electoral.allocation.across.times import at_times
from groundgame.electoral.allocation.across.travel import EVENING_HOURS, left_for_work
from groundgame.electoral.forecasting.london.borough_summary import ward_contest_id

MINUTES = 60
BOROUGHS = "boroughs"


def planned_work(plan: Plan, moved_weeks: int) -> list[PlannedWork]:
    """Return a plan's work, not saved yet; what lies before its first polling day goes so many weeks later."""
    left, why = _left(plan), reasons(plan)
    boroughs = dict(zip(plan.field.wards.codes, plan.field.wards.boroughs, strict=True))
    work = _at_times(plan, list(_sent(plan, boroughs, left, moved_weeks)), moved_weeks)
    rows = []
    for one, contacts in zip(work, expected_contacts(plan.field, work), strict=True):
        branch = one.branch or NOBODY
        part = left.get((branch, one.ward), 1.0)
        evenings = round(one.hours / plan.ask.session_hours) if channels()[one.channel].sessions else 0
        rows.append(
            PlannedWork(
                branch=branch,
                borough=boroughs[one.ward],
                ward=one.ward,
                week=one.week,
                time=one.time or NOT_SAID,
                channel=one.channel,
                audience=one.audience,
                before=one.before,
                hours=one.hours,
                evenings=evenings,
                volunteers=volunteers_for(plan.ask.session_hours, EVENING_HOURS, part) if evenings else 0,
                minutes_on_the_way=round((1 - part) * EVENING_HOURS * MINUTES),
                contacts=round(contacts),
                why=why.get((one.ward, one.before), ""),
            )
        )
    return rows


def _at_times(plan: Plan, work: Sequence[Allocation], moved_weeks: int) -> list[Allocation]:
    """Say of every evening what kind of time it is for: of those that whoever works it has in its week."""
    sessions = [one for one in work if channels()[one.channel].sessions]
    supply = tuple(replace(each, week=each.week + moved_weeks * WEEK) for each in plan.ask.volunteers)
    timed = at_times(sessions, replace(plan.ask, volunteers=supply))
    return [*timed, *(one for one in work if not channels()[one.channel].sessions)]


def first_day(plan: Plan) -> str:
    """Return the name of the first polling day that a plan has work for, of those that count."""
    asked = [ground.round for ground in plan.planner.grounds if ground.round.name in plan.ask.rounds]
    return min(asked, key=lambda each: each.day).name


def _together(allocations: Iterable[Allocation]) -> list[Allocation]:
    """Return allocations with those of one ward, week, channel and kind of elector made one.

    Leaflets stay with the branch that carries them; whose evenings are whose is matched once they are made one.
    """
    hours: dict[tuple[str, str, str, dt.date, str, str | None], float] = defaultdict(float)
    for one in allocations:
        branch = None if channels()[one.channel].sessions else one.branch
        hours[one.ward, one.channel, one.audience, one.week, one.before, branch] += one.hours
    return [
        Allocation(ward, channel, audience, week, spent, before, branch)
        for (ward, channel, audience, week, before, branch), spent in hours.items()
    ]


def _sent(plan: Plan, boroughs: Mapping[str, str], left: Left, moved_weeks: int) -> Iterator[Allocation]:
    """Yield a plan's work in the weeks of its calendar, as each branch works it; nobody's where none has hours left."""
    later = {first_day(plan): moved_weeks * WEEK}
    allocations = _together(plan.allocations)
    weeks = [one.week + later.get(one.before, 0 * WEEK) for one in allocations]
    hours: dict[tuple[str, dt.date], float] = defaultdict(float)
    for each in plan.ask.volunteers:
        hours[each.branch, each.week + moved_weeks * WEEK] += each.hours
    wanted = []
    for at, one in enumerate(allocations):
        if channels()[one.channel].sessions:
            number = round(one.hours / plan.ask.session_hours)
            wanted.append(Evenings(at, one.ward, boroughs[one.ward], weeks[at], number, plan.ask.session_hours))
            continue
        branch = one.branch or boroughs[one.ward]
        spent = one.hours / left[branch, one.ward]
        hours[branch, weeks[at]] = max(hours[branch, weeks[at]] - spent, 0.0)  # what is left is for evenings
        yield replace(one, branch=branch, week=weeks[at])
    for sent in matched(wanted, hours, left, known=bool(plan.ask.volunteers)):
        spent = sent.number * plan.ask.session_hours
        yield replace(allocations[sent.key], branch=sent.branch or None, week=weeks[sent.key], hours=spent)


def _left(plan: Plan) -> Left:
    branches, parts = left_for_work(plan.field.wards)
    pairs = zip(branches, parts, strict=True)
    codes = plan.field.wards.codes
    return {(branch, code): float(part) for branch, row in pairs for code, part in zip(codes, row, strict=True)}


def reasons(plan: Plan) -> dict[tuple[str, str], str]:
    """Return why a ward has hours before a polling day, and what its chance is without the plan and with it."""
    days = {each.name: each.day for each in plan.field.rounds}
    chances = {one.id: one for one in plan.chances}
    at_ward = {code: at for at, code in enumerate(plan.field.wards.codes)}
    found = {}
    for one in plan.reasons:
        if not one.hours:
            continue
        sentence = one.sentence.partition(": ")[2]
        told = chances.get(ward_contest_id(plan.field.wards, at_ward[one.ward], days[one.before]))
        if one.before == BOROUGHS and told is not None:
            sentence += (
                f" Chance of a seat at least: {chance(told.before)} without the plan, {chance(told.after)} with it."
            )
        found[one.ward, one.before] = sentence[:1].upper() + sentence[1:]
    return found
