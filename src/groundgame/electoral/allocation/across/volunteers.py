"""Who has hours when: volunteers by branch and week, from a CSV."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from pathlib import Path

import numpy as np

from groundgame.electoral.allocation.across.effects import TIMES
from groundgame.electoral.allocation.effort import Floats
from groundgame.electoral.allocation.errors import AllocationError
from groundgame.electoral.places import Area, atlas, hex_layout

COLUMNS = ("branch", "week", "hours")
MOST_HOURS = 1_000_000_000
NO_WARD = "{} has no ward to work in. Give its volunteers' hours to a borough beside it."


@dataclass(frozen=True)
class Supply:
    """The hours that a branch's volunteers have in the week that begins on a Monday.

    `time` is the kind of time in it, of `effects.TIMES`; None where nobody said.
    """

    branch: str
    week: date
    hours: float
    time: str | None = None


def volunteers_of(path: Path) -> tuple[Supply, ...]:
    """Read volunteers' hours from a CSV with the columns branch (a borough's code or name), week (a day of it), hours.

    Columns may be written in capitals, as spreadsheets' users do.
    A column `time` may say at what kind of time, of `effects.TIMES`; where it is empty nobody said.

    Raises:
        AllocationError: if the file cannot be read, a column is missing, or a line cannot be understood.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file)
            table.fieldnames = [name.strip().casefold() for name in table.fieldnames or ()]
            rows = list(table)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise AllocationError(f"{path} cannot be read: {error}.") from None
    missing = [name for name in COLUMNS if rows and name not in rows[0]]
    if missing or not rows:
        has = f" Its columns are: {', '.join(table.fieldnames)}." if missing else ""
        raise AllocationError(
            f"{path} needs the columns {', '.join(COLUMNS)}, and a line for each branch and week.{has}"
        )
    return tuple(_supply(row, f"{path}, line {number}") for number, row in enumerate(rows, start=2))


@cache
def branches() -> tuple[Area, ...]:
    """Return the boroughs that a plan has wards of, by code: all of them but the City of London.

    It votes for no borough council of parties, so no plan works there and it sends nobody.
    """
    worked = {atlas().area(ward).borough for ward in hex_layout()}
    return tuple(area for area in atlas().areas("borough") if area.code in worked)


def _supply(row: Mapping[str, str], where: str) -> Supply:
    branch = _boroughs().get((row["branch"] or "").strip().casefold())
    if branch is None:
        raise AllocationError(f"{where}: there is no borough {row['branch']!r}; write its name or its code.")
    if branch not in {area.code for area in branches()}:
        raise AllocationError(f"{where}: {NO_WARD.format(atlas().area(branch).name)}")
    try:
        day, hours = date.fromisoformat((row["week"] or "").strip()), float(row["hours"] or "")
    except ValueError:
        raise AllocationError(
            f"{where}: week {row['week']!r} and hours {row['hours']!r} must be a day such as 2026-04-20 and a number."
        ) from None
    if not 0 <= hours < MOST_HOURS:
        said = f"{where}: hours cannot be {row['hours']!r}; write a number from 0 to under {MOST_HOURS:,}."
        raise AllocationError(said)
    return Supply(branch, day - timedelta(days=day.weekday()), hours, _time(row, where))


def _time(row: Mapping[str, str], where: str) -> str | None:
    time = (row.get("time") or "").strip().casefold()
    if time and time not in TIMES:
        raise AllocationError(f"{where}: time cannot be {row['time']!r}; write {', '.join(TIMES)}, or nothing.")
    return time or None


@cache
def _boroughs() -> dict[str, str]:
    return {
        name: area.code for area in atlas().areas("borough") for name in (area.code.casefold(), area.name.casefold())
    }


def hours_of(supply: Sequence[Supply], branches: Sequence[str], weeks: Sequence[date]) -> Floats:
    """Return each branch's hours in some weeks, (branches,).

    Raises:
        AllocationError: if a branch has no ward that any plan works in, as the City of London has none.
    """
    found = dict.fromkeys(branches, 0.0)
    for one in supply:
        if one.branch not in found:
            raise AllocationError(NO_WARD.format(atlas().area(one.branch).name))
        if one.week in weeks:
            found[one.branch] += one.hours
    return np.array(list(found.values()))


def shared_hours(
    supply: Sequence[Supply], branches: Sequence[str], days: Sequence[Sequence[date]]
) -> list[tuple[tuple[int, ...], Floats]]:
    """Return every two or more polling days that share weeks, by their places, and each branch's hours for all of them.

    `days` has the weeks (Mondays) before each. An hour of a shared week is worked for one of them.
    """
    every = [some for number in range(2, len(days) + 1) for some in combinations(range(len(days)), number)]
    sharing = [
        some for some in every if sum(len(days[at]) for at in some) > len({week for at in some for week in days[at]})
    ]
    return [(some, hours_of(supply, branches, [week for at in some for week in days[at]])) for some in sharing]


def check_some_in_weeks(supply: Sequence[Supply], days: Sequence[Sequence[date]]) -> None:
    """Refuse volunteers who have hours, but none in the weeks (Mondays) before any polling day of a plan.

    Raises:
        AllocationError: if that is so; it names the weeks.
    """
    total, inside = sum(one.hours for one in supply), {week for weeks in days for week in weeks}
    if total and not any(one.hours for one in supply if one.week in inside):
        spans = [f"{min(weeks):%-d %B %Y} to {max(weeks) + timedelta(days=6):%-d %B %Y}" for weeks in days]
        raise AllocationError(
            f"None of the volunteers' {total:,.0f} hours lie in the weeks of the plan, {' and '.join(spans)}. Give "
            "hours in those weeks, or plan over more of them."
        )


def hours_by_week(supply: Sequence[Supply], weeks: Sequence[date]) -> dict[str, dict[date, float]]:
    """Return each branch's hours in each of some weeks."""
    branches = sorted({one.branch for one in supply})
    return {branch: hours_in([one for one in supply if one.branch == branch], weeks) for branch in branches}


def hours_in(supply: Sequence[Supply], weeks: Sequence[date]) -> dict[date, float]:
    """Return all branches' hours in each of some weeks."""
    return {week: sum(one.hours for one in supply if one.week == week) for week in weeks}
