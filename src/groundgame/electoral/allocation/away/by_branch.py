"""Days out of branches: whose volunteers go, within the hours that they have by day and at weekends, and their way."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.limited import Planned
from groundgame.electoral.allocation.across.planner import Planner
from groundgame.electoral.allocation.across.rounds import Field
from groundgame.electoral.allocation.across.travel import left_for_work, spend_by_branch
from groundgame.electoral.allocation.across.volunteers import Supply, hours_of, shared_hours
from groundgame.electoral.allocation.across.weeks import kept_by_round, weeks_before
from groundgame.electoral.allocation.across.work import STEPS
from groundgame.electoral.allocation.away.by_day import Rooms, rooms_of
from groundgame.electoral.allocation.away.days import Ground
from groundgame.electoral.allocation.away.going import WESTMINSTER, AwayDays, away_days, carloads, weeks_of
from groundgame.electoral.allocation.away.seats import LEAST_LEFT, AwaySeat, left_of, minutes_between
from groundgame.electoral.allocation.effort import Floats
from groundgame.electoral.allocation.passes import turns
from groundgame.electoral.allocation.spending import Pieces, pieces_of
from groundgame.electoral.places import atlas

NOBODYS = -1
"""A seat is no branch's own, so that no floor of a branch is met there."""


@dataclass(frozen=True, eq=False)
class Setting:
    """Who may set out for where: `minutes` each way, and the part (0-1) of a day that is `left`, (branches, seats).

    Nothing is left where it is too far. `rooms` is for how many days each branch has time.
    """

    branches: tuple[str, ...]
    minutes: Floats
    left: Floats
    rooms: Rooms

    @property
    def able(self) -> Floats:
        """What is left for branches that have time for a day at all, (branches, seats)."""
        some = {branch for branch, _ in self.rooms}
        found: Floats = np.where([[branch in some] for branch in self.branches], self.left, 0.0)
        return found


def setting_of(field: Field, ask: Ask, seats: Sequence[AwaySeat], day_hours: float) -> Setting:
    """Return who may set out for some seats. A way that the director told is everybody's."""
    branches, _ = left_for_work(field.wards)
    minutes = np.array([[_minutes(branch, seat) for seat in seats] for branch in branches])
    left = np.array([[left_of(each, day_hours) for each in row] for row in minutes.tolist()])
    rooms = rooms_of(ask.volunteers, weeks_of(field, ask), day_hours)
    return Setting(branches, minutes, np.where(left >= LEAST_LEFT, left, 0.0), rooms)


def _minutes(branch: str, seat: AwaySeat) -> float:
    if seat.told:
        return seat.minutes
    return minutes_between(atlas().area(branch, "borough"), seat.latitude, seat.longitude)


def hours_away(london: Planned, ask: Ask, there: Sequence[Ground], setting: Setting, day_hours: float) -> Floats:
    """Return the hours with which each branch sets out for each seat, (branches, seats), to add most with London's.

    One linear program for both, pass after pass as London's own plan, from which it begins.
    """
    planner, hours, _ = london
    away = np.zeros(setting.left.shape)
    asked = [at for at, ground in enumerate(planner.grounds) if ground.round.name in ask.rounds]
    lines = _lines(planner, ask, there)
    for turn in turns(bends=True)[1:]:
        pieces = _pieces(planner, asked, hours, lines, ask)
        aim, out = _spent(planner, asked, pieces, ask, setting, day_hours)
        hours, away = hours + turn * (aim - hours), away + turn * (out - away)
    return away


def _lines(planner: Planner, ask: Ask, there: Sequence[Ground]) -> list[tuple[Floats, Floats]]:
    """Return of each seat hours at the door and what they gain there."""
    kept, worth = kept_by_round(planner.field, ask)[WESTMINSTER], ask.weights[WESTMINSTER]
    lines = [one.line(planner.effects, kept, worth, STEPS) for one in there]
    return [(hours * one.left, gains) for one, (hours, gains, _) in zip(there, lines, strict=True)]


def _pieces(
    planner: Planner, asked: Sequence[int], hours: Floats, lines: Sequence[tuple[Floats, Floats]], ask: Ask
) -> Pieces:
    """Return the pieces of all that may be worked, day by day: the wards, and then the seats, on their day alone."""
    grids: list[Floats] = []
    gains: list[Floats] = []
    for at in asked:
        ground, long = planner.grounds[at], planner.grounds[at].work.hours.shape[1]
        seats = lines if ground.round.name == WESTMINSTER else [(np.arange(2.0), np.zeros(2))] * len(lines)
        grids += [*ground.work.hours, *(_as_long(x, long) for x, _ in seats)]
        gains += [*ground.gains(hours[at], ask.weights), *(_as_long(y, long) for _, y in seats)]
    return pieces_of(grids, gains)


def _as_long(line: Floats, points: int) -> Floats:
    return np.pad(line, (0, max(points - len(line), 0)), "edge")


def _spent(
    planner: Planner, asked: Sequence[int], pieces: Pieces, ask: Ask, setting: Setting, day_hours: float
) -> tuple[Floats, Floats]:
    """Return the wards' hours, (rounds, wards), and those with which branches set out for seats, (branches, seats).

    Every branch stands twice: with the hours that may be days out, and with the others, which stay in London.
    """
    field, (branches, seats) = planner.field, setting.left.shape
    _, wards = left_for_work(field.wards)
    left = np.block([[wards, setting.left], [wards, np.zeros((branches, seats))]])
    homes = [setting.branches.index(code) for code in field.wards.boroughs] + [NOBODYS] * seats
    days = [weeks_before(planner.grounds[at].round.day, ask.weeks, field.as_of) for at in asked]
    parted = _parted(ask.volunteers, setting.rooms, day_hours)
    supplies = np.concatenate(
        [np.stack([hours_of(some, setting.branches, weeks) for weeks in days], axis=1) for some in parted]
    )
    both = zip(*(shared_hours(some, setting.branches, days) for some in parted), strict=True)
    shared = [(group, np.concatenate([one, other])) for (group, one), (_, other) in both]
    spent, ways = spend_by_branch(pieces, homes, len(asked), supplies, left, ask.hours, ask.branch_hours, shared)
    found = np.zeros((len(planner.grounds), len(field.wards.codes)))
    found[asked] = spent.reshape(len(asked), -1)[:, : found.shape[1]]
    at = [planner.grounds[one].round.name for one in asked].index(WESTMINSTER)
    out: Floats = ways.reshape(2 * branches, len(asked), -1)[:branches, at, found.shape[1] :]
    return found, out


def _parted(supply: Sequence[Supply], rooms: Rooms, day_hours: float) -> tuple[list[Supply], list[Supply]]:
    """Return the hours that may be whole days out, and all others."""
    every: dict[tuple[str, date], float] = defaultdict(float)
    for one in supply:
        every[one.branch, one.week] += one.hours
    out = {key: days * day_hours for key, days in rooms.items()}
    rest = [Supply(*key, max(hours - out.get(key, 0.0), 0.0)) for key, hours in every.items()]
    return [Supply(*key, hours) for key, hours in out.items()], rest


def dated(
    field: Field, ask: Ask, there: Sequence[Ground], hours: Floats, setting: Setting, day_hours: float
) -> Iterator[AwayDays]:
    """Yield whole days that take no more than the hours (branches, seats) do, in weeks in which a branch has time."""
    room = defaultdict[str, dict[date, int]](dict)
    for (branch, week), days in setting.rooms.items():
        room[branch][week] = days
    for (who, at), number in _whole(hours / day_hours, setting).items():
        branch, weeks = setting.branches[who], weeks_of(field, ask)
        given = carloads(number, weeks, room[branch])
        for week, days in given.items():
            room[branch][week] = room[branch].get(week, 0) - days
        yield from away_days(there[at].seat, given, float(setting.minutes[who, at]), day_hours, branch)


def _whole(parts: Floats, setting: Setting) -> dict[tuple[int, int], int]:
    """Return whole days by branch and seat: the whole parts, then the largest remainders that a branch has time for."""
    whole = np.floor(parts + 1e-6).astype(int)
    free = [sum(days for (one, _), days in setting.rooms.items() if one == branch) for branch in setting.branches]
    more = int(np.floor(parts.sum() + 1e-6) - whole.sum())
    for at in np.argsort((whole - parts).ravel(), kind="stable"):
        who, seat = divmod(int(at), parts.shape[1])
        if more > 0 and parts[who, seat] > whole[who, seat] + 1e-6 and whole[who].sum() < free[who]:
            whole[who, seat] += 1
            more -= 1
    return {(int(who), int(seat)): int(whole[who, seat]) for who, seat in zip(*np.nonzero(whole), strict=True)}
