"""A plan's calendar: what it has in each week, by kind of time, and how many conversations that is expected to make."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from groundgame.campaign.strategy.models import PlannedWork
from groundgame.campaign.strategy.plans.contacts import expected_contacts
from groundgame.campaign.strategy.times import NAMES, NOT_SAID
from groundgame.electoral.allocation.across.answer import Plan
from groundgame.electoral.allocation.across.effects import channels
from groundgame.electoral.allocation.across.leaflets import LEAFLET


@dataclass(frozen=True, slots=True)
class Spell:
    """Hours at one kind of time (`key`; leaflets go at any) in a week, and the conversations expected of them."""

    key: str
    hours: float = 0.0
    conversations: int = 0


@dataclass(frozen=True, slots=True)
class Week:
    """The week that begins on a Monday, with a spell for every column of its timetable."""

    week: dt.date
    spells: tuple[Spell, ...]

    @property
    def hours(self) -> float:
        """Its hours, at all times together."""
        return sum(one.hours for one in self.spells)

    @property
    def conversations(self) -> int:
        """The conversations expected in it."""
        return sum(one.conversations for one in self.spells)


@dataclass(frozen=True, slots=True)
class Timetable:
    """The weeks of a plan in order, their columns by key and name, and whether it tells kinds of time at all."""

    columns: tuple[tuple[str, str], ...]
    weeks: tuple[Week, ...]
    has_kinds: bool

    @property
    def all_weeks(self) -> tuple[Spell, ...]:
        """All weeks together, column by column."""
        each = zip(*(one.spells for one in self.weeks), strict=True)
        return tuple(
            Spell(column[0].key, sum(one.hours for one in column), sum(one.conversations for one in column))
            for column in each
        )

    @property
    def conversations(self) -> int:
        """The conversations expected in all weeks."""
        return sum(one.conversations for one in self.weeks)


Entry = tuple[dt.date, str, float, float]
"""A week, a column's key, hours and conversations."""


def timetable_of_plan(plan: Plan) -> Timetable:
    """Return the timetable of a plan as it was just made, in its own weeks."""
    contacts = expected_contacts(plan.field, plan.allocations)
    return _timetable(
        (one.week, _key(one.channel, one.time or NOT_SAID), one.hours, made)
        for one, made in zip(plan.allocations, contacts, strict=True)
    )


def timetable_of_work(work: Iterable[PlannedWork]) -> Timetable:
    """Return the timetable of some work of a kept plan."""
    return _timetable((one.week, _key(one.channel, one.time), one.hours, float(one.contacts)) for one in work)


def _key(channel: str, time: str) -> str:
    return time if channels()[channel].sessions else LEAFLET


def _timetable(entries: Iterable[Entry]) -> Timetable:
    hours: dict[tuple[dt.date, str], float] = defaultdict(float)
    made: dict[tuple[dt.date, str], float] = defaultdict(float)
    for week, key, spent, contacts in entries:
        hours[week, key] += spent
        made[week, key] += contacts if key != LEAFLET else 0.0
    columns = _columns({key for _, key in hours})
    weeks = tuple(
        Week(week, tuple(Spell(key, hours[week, key], round(made[week, key])) for key, _ in columns))
        for week in sorted({week for week, _ in [*hours]})
    )
    return Timetable(columns, weeks, any(key in NAMES for key, _ in columns))


def _columns(keys: set[str]) -> tuple[tuple[str, str], ...]:
    """Return the columns: the kinds of time that have hours, and what else there is."""
    kinds = tuple((key, name) for key, name in NAMES.items() if key in keys)
    unknown = ((NOT_SAID, "Evenings"),) if NOT_SAID in keys else ()
    leaflets = ((LEAFLET, "Leaflets"),) if LEAFLET in keys else ()
    return (*kinds, *unknown, *leaflets)
