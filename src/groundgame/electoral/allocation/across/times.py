"""At what time of a week: a weekday evening, a weekend by day, a weekday by day; and how fast work goes then."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.effects import CHANNELS, DAYTIME, EVENING, TIMES, WEEKEND, channels
from groundgame.electoral.allocation.across.rounds import Field
from groundgame.electoral.allocation.across.sessions import Allocation
from groundgame.electoral.allocation.across.volunteers import Supply
from groundgame.electoral.allocation.across.weeks import weeks_before
from groundgame.electoral.allocation.effort import Floats

UNSAID: Mapping[str, float] = {EVENING: 2 / 3, WEEKEND: 1 / 3, DAYTIME: 0.0}
"""A guess at when volunteers have their hours, where nobody said."""
Paces = Mapping[str, float]
"""By channel, its pace as a part of that on a weekday evening."""


def hours_at(supply: Iterable[Supply]) -> Floats:
    """Return the hours at each kind of time, (times,): those of which nobody said when, as `UNSAID` divides them."""
    found = np.zeros(len(TIMES))
    for one in supply:
        found += one.hours * np.array([UNSAID[time] if one.time is None else one.time == time for time in TIMES])
    return found


def paces_by_round(field: Field, ask: Ask) -> dict[str, Paces]:
    """Return by round's name how fast each channel goes in the mean of the hours before its polling day."""
    found: dict[str, Paces] = {}
    for each in field.rounds:
        weeks = weeks_before(each.day, ask.weeks, field.as_of)
        parts = _parts([one for one in ask.volunteers if one.week in weeks])
        found[each.name] = {name: float(parts @ _paces(name)) for name in channels()}
    return found


def at_times(allocations: Iterable[Allocation], ask: Ask) -> Iterator[Allocation]:
    """Say of every session of a plan what kind of time it is for, of those that its branch has in its week.

    What part of a session is owed at a time is carried over to the branch's next week. The times at which doors go best
    beside telephones go to doors first.
    """
    by_week: dict[tuple[str | None, date], list[Allocation]] = defaultdict(list)
    for one in allocations:
        by_week[one.branch, one.week].append(one)
    owed: dict[str | None, Floats] = defaultdict(lambda: np.zeros(len(TIMES)))
    for branch, week in sorted(by_week, key=lambda key: (key[0] or "", key[1])):
        mine = by_week[branch, week]
        parts = _parts([one for one in ask.volunteers if (one.branch, one.week) == (branch, week)])
        sessions = _sessions(mine, ask.session_hours)
        number = len(sessions)
        owed[branch] = np.where(parts > 0, owed[branch] + number * parts, owed[branch])
        counts = _whole(np.where(parts > 0, owed[branch], 0.0), number)
        owed[branch] = owed[branch] - counts
        yield from _together(sessions, counts)


def _parts(supply: Sequence[Supply]) -> Floats:
    """Return the parts (0-1) of hours that lie at each kind of time, (times,)."""
    hours = hours_at(supply)
    return hours / hours.sum() if hours.sum() else np.array([UNSAID[time] for time in TIMES])


def _paces(channel: str) -> Floats:
    return np.array([channels()[channel].at[time] for time in TIMES])


def _whole(owed: Floats, number: int) -> Floats:
    """Return whole numbers near what is owed that add up to a number, by the largest remainders."""
    wanted = np.maximum(owed, 0.0)
    wanted = wanted * number / max(float(wanted.sum()), 1e-9)
    whole: Floats = np.floor(wanted + 1e-9)
    left = number - int(whole.sum())
    whole[np.argsort(-(wanted - whole), kind="stable")[:left]] += 1
    return whole


def _sessions(mine: Sequence[Allocation], session_hours: float) -> list[Allocation]:
    """Return a week's sessions one by one, those at doors first."""
    ordered = sorted(mine, key=lambda one: (CHANNELS.index(one.channel), -one.hours, one.ward, one.before))
    return [replace(one, hours=session_hours) for one in ordered for _ in range(round(one.hours / session_hours))]


def _together(sessions: Sequence[Allocation], counts: Floats) -> Iterator[Allocation]:
    """Give sessions their times, and put those that are alike into one."""
    best_for_doors = np.argsort(-_paces("door") / _paces("phone"), kind="stable")
    times = [TIMES[at] for at in best_for_doors for _ in range(int(counts[at]))]
    found: dict[Allocation, float] = defaultdict(float)
    for one, time in zip(sessions, times, strict=True):
        found[replace(one, time=time, hours=0.0)] += one.hours
    for one, hours in found.items():
        yield replace(one, hours=hours)
