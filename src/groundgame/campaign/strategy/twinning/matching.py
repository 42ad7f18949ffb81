"""Whose volunteers work which evenings: a branch's own wards first, then the nearest that somebody has hours for."""

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

EPSILON = 1e-6
NOBODY = ""


@dataclass(frozen=True, slots=True)
class Evenings:
    """So many evenings of work (`hours` each) in a ward of a borough in a week; `key` tells them from others."""

    key: int
    ward: str
    borough: str
    week: dt.date
    number: int
    hours: float


@dataclass(frozen=True, slots=True)
class Sent:
    """So many of some evenings that a branch works; its code is empty where no branch has hours left for them."""

    key: int
    branch: str
    number: int


Left = Mapping[tuple[str, str], float]
"""The part (0-1) of an evening that is left for work when a branch goes to a ward; what is too far is not there."""


def matched(
    wanted: Iterable[Evenings], hours: Mapping[tuple[str, dt.date], float], left: Left, *, known: bool
) -> list[Sent]:
    """Return who works what, within the hours that each branch has in each week.

    The way costs hours too: an evening's hours are divided by the part that is left for work. Where no branch has told
    its hours (not `known`), every branch works at home.
    """
    if not known:
        return [Sent(one.key, one.borough, one.number) for one in wanted]
    found: list[Sent] = []
    by_week: dict[dt.date, list[Evenings]] = defaultdict(list)
    for one in wanted:
        by_week[one.week].append(one)
    for week, evenings in sorted(by_week.items()):
        found += _in_week(evenings, {branch: spare for (branch, at), spare in hours.items() if at == week}, left)
    return found


def _in_week(evenings: Sequence[Evenings], spare: dict[str, float], left: Left) -> list[Sent]:
    open_ = {one.key: one.number for one in evenings}
    found = []
    for one, branch, part in _ways(evenings, spare, left):
        cost = one.hours / part
        number = min(open_[one.key], math.floor(spare[branch] / cost + EPSILON))
        if number:
            spare[branch] -= number * cost
            open_[one.key] -= number
            found.append(Sent(one.key, branch, number))
    return found + [Sent(key, NOBODY, number) for key, number in open_.items() if number]


def _ways(evenings: Sequence[Evenings], spare: Mapping[str, float], left: Left) -> list[tuple[Evenings, str, float]]:
    """Return who might work what: everybody at home first, then by how little the way takes."""
    ways = [(one, branch, left.get((branch, one.ward), 0.0)) for one in evenings for branch in sorted(spare)]
    able = [(one, branch, part) for one, branch, part in ways if part > 0]
    return sorted(able, key=lambda way: (way[1] != way[0].borough, -way[2], -way[0].number, way[0].ward, way[1]))


def volunteers_for(evening_hours: float, out_hours: float, part: float) -> int:
    """Return how many go for an evening's work when each is out for so long, and so large a part (0-1) is work.

    >>> volunteers_for(10, 3, 1.0), volunteers_for(10, 3, 0.8)
    (4, 5)
    """
    return max(math.ceil(evening_hours / (out_hours * part) - EPSILON), 1)
