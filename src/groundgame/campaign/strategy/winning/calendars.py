"""A plan as a calendar: the hours of every borough, week by week, before each polling day."""

import datetime as dt
from dataclasses import dataclass

from groundgame.campaign.strategy.maps.scales import STEPS
from groundgame.electoral.allocation.across.answer import Plan
from groundgame.electoral.allocation.across.rounds import Round
from groundgame.electoral.allocation.across.sessions import hours_by
from groundgame.electoral.places import atlas


@dataclass(frozen=True, slots=True)
class Cell:
    """The hours of a borough in a week, and the step (`s0` to `s6`, empty for none) that they are shaded by."""

    hours: float
    css: str


@dataclass(frozen=True, slots=True)
class Row:
    """A borough's weeks, and their sum."""

    name: str
    cells: tuple[Cell, ...]
    hours: float


@dataclass(frozen=True, slots=True)
class Calendar:
    """The weeks (Mondays) before a polling day, and the boroughs with hours in them, the most first."""

    day: dt.date
    weeks: tuple[dt.date, ...]
    rows: tuple[Row, ...]


def calendars(plan: Plan) -> tuple[Calendar, ...]:
    """Return a calendar for every polling day that has hours."""
    found = (_calendar(plan, each) for each in plan.field.rounds)
    return tuple(one for one in found if one.rows)


def _calendar(plan: Plan, each: Round) -> Calendar:
    borough = dict(zip(plan.field.wards.codes, plan.field.wards.boroughs, strict=True))
    mine = [one for one in plan.allocations if one.before == each.name]
    spent = {
        key: sum(by_channel.values())
        for key, by_channel in hours_by(mine, lambda one: (borough[one.ward], one.week)).items()
    }
    weeks = tuple(sorted({week for _, week in spent}))
    most = max(spent.values(), default=1.0)
    rows = []
    for code in sorted({code for code, _ in spent}):
        hours = [spent.get((code, week), 0.0) for week in weeks]
        cells = tuple(Cell(some, _step(some, most)) for some in hours)
        rows.append(Row(atlas().area(code, "borough").name, cells, sum(hours)))
    return Calendar(each.day, weeks, tuple(sorted(rows, key=lambda row: (-row.hours, row.name))))


def _step(hours: float, most: float) -> str:
    return f"s{min(int(STEPS * hours / most), STEPS - 1)}" if hours else ""
