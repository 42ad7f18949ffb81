"""The leaflets that every ward gets: whose volunteers carry them, in which weeks, and which hours that leaves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.effects import AUDIENCES, Effects
from groundgame.electoral.allocation.across.leaflets import LEAFLET, leaflet_jobs
from groundgame.electoral.allocation.across.placing import in_weeks
from groundgame.electoral.allocation.across.rounds import Field, Round
from groundgame.electoral.allocation.across.sessions import Allocation, Piece
from groundgame.electoral.allocation.across.travel import left_for_work
from groundgame.electoral.allocation.across.volunteers import Supply, check_some_in_weeks, hours_in, hours_of
from groundgame.electoral.allocation.across.ways import least_way
from groundgame.electoral.allocation.across.weeks import weeks_before
from groundgame.electoral.allocation.effort import Floats
from groundgame.electoral.allocation.errors import AllocationError

SUPPORTERS = AUDIENCES[0]
"""A leaflet goes through every door; what it does, it does to a party's own."""
FEWEST_HOURS = 0.05
"""Less than this is no line of a plan, which is told to a tenth of an hour."""


@dataclass(frozen=True, eq=False)
class Carried:
    """Leaflets in weeks, what is asked of the hours that they leave, and who sets out: (branches, rounds, wards)."""

    allocations: tuple[Allocation, ...]
    rest: Ask
    ways: Floats


def carry(field: Field, effects: Effects, given: Floats, ask: Ask) -> Carried:
    """Put the leaflets that every ward gets, hours (rounds, wards), into weeks, and take them off what there is.

    Where volunteers are given, a ward's own branch carries them as far as it has hours, and others come for the rest,
    so that least is lost on the way.

    Raises:
        AllocationError: if the volunteers, or the hours that are asked for, cannot carry them all.
    """
    ways = np.zeros((len(set(field.wards.boroughs)), *given.shape))
    if not given.any():
        return Carried((), ask, ways)
    if not ask.volunteers:
        found = [one for at in range(len(given)) for one in _anywhere(field, effects, given, at, ask)]
        return Carried(tuple(found), replace(ask, hours=ask.hours - float(given.sum())), ways)
    check_some_in_weeks(ask.volunteers, [_weeks(field, each, ask) for each in field.rounds if each.name in ask.rounds])
    found, supply = [], ask.volunteers
    for at in np.flatnonzero(given.any(axis=1)):
        ways[:, at] = _setting_out(field, given[at], supply, field.rounds[at], ask)
        found += _by_branch(field, ways[:, at], supply, field.rounds[at], ask)
        supply = _left_over(field, ways[:, at], supply, _weeks(field, field.rounds[at], ask))
    spent = float(ways.sum())
    if spent > ask.hours + FEWEST_HOURS:
        raise AllocationError(
            f"A leaflet for every ward with a candidate takes {spent:,.0f} hours with the way; there are "
            f"{ask.hours:,.0f}. Plan with more hours, fewer contests, or without that floor."
        )
    return Carried(tuple(found), replace(ask, hours=max(ask.hours - spent, 0.0), volunteers=supply), ways)


def _weeks(field: Field, each: Round, ask: Ask) -> tuple[date, ...]:
    return weeks_before(each.day, ask.weeks, field.as_of)


def _anywhere(field: Field, effects: Effects, given: Floats, at: int, ask: Ask) -> Iterator[Allocation]:
    """Put a round's leaflets into its weeks where nobody said who has hours when."""
    each = field.rounds[at]
    wards = np.flatnonzero(given[at])
    work = [
        Piece(job, int(ward), float(given[at, ward]))
        for job in leaflet_jobs(field, each, effects)[:1]
        for ward in wards
    ]
    yield from in_weeks(each.name, work, _weeks(field, each, ask), field.wards.codes, ask)


def _setting_out(field: Field, given: Floats, supply: Sequence[Supply], each: Round, ask: Ask) -> Floats:
    """Return the hours with which each branch sets out for each ward, (branches, wards)."""
    branches, left = left_for_work(field.wards)
    hours = hours_of(supply, branches, _weeks(field, each, ask))
    found = least_way(given, hours, left)
    if found is None:
        raise AllocationError(
            f"The volunteers' hours before the polling day of {each.day:%-d %B %Y}, {hours.sum():,.0f} in all, cannot "
            f"bring every ward with a candidate its leaflet, which takes {given.sum():,.0f} and what the way to other "
            "boroughs takes. Plan with more volunteers, fewer contests, or without that floor."
        )
    return found


def _by_branch(field: Field, ways: Floats, supply: Sequence[Supply], each: Round, ask: Ask) -> Iterator[Allocation]:
    """Yield each branch's leaflets: its wards one after another, through its weeks in the proportion of their hours."""
    branches, left = left_for_work(field.wards)
    for who, branch in enumerate(branches):
        hours = hours_in([one for one in supply if one.branch == branch], sorted(_weeks(field, each, ask)))
        total, spent = sum(hours.values()), float(ways[who].sum())
        ends = np.cumsum([0.0, *hours.values()]) * (spent / total if total else 0.0)
        reached = np.cumsum(ways[who]) - ways[who]
        for ward in np.flatnonzero(ways[who] * left[who] >= FEWEST_HOURS):
            begins, until = reached[ward], reached[ward] + ways[who, ward]
            for week, low, high in zip(hours, ends, ends[1:], strict=False):
                work = max(min(until, high) - max(begins, low), 0.0) * left[who, ward]
                if work >= FEWEST_HOURS:
                    yield Allocation(
                        field.wards.codes[ward], LEAFLET, SUPPORTERS, week, round(work, 1), each.name, branch
                    )


def _left_over(field: Field, ways: Floats, supply: Sequence[Supply], weeks: Sequence[date]) -> tuple[Supply, ...]:
    """Return what is left of the volunteers' hours: of each of a branch's weeks the same part is given."""
    branches, _ = left_for_work(field.wards)
    there = hours_of(supply, branches, weeks)
    part = dict(zip(branches, ways.sum(axis=1) / np.where(there > 0, there, 1.0), strict=True))
    return tuple(
        replace(one, hours=max(one.hours * (1 - part[one.branch]), 0.0)) if one.week in weeks else one for one in supply
    )
