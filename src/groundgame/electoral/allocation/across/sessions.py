"""A plan's hours as whole evenings in weeks: what an organiser can put into a calendar."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import numpy as np

from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.effects import CHANNELS, channels
from groundgame.electoral.allocation.across.grounds import Ground
from groundgame.electoral.allocation.across.jobs import Job
from groundgame.electoral.allocation.across.volunteers import hours_in
from groundgame.electoral.allocation.effort import Floats

FEWEST_HOURS = 0.05
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Allocation:
    """Hours of one channel for one audience in a ward, in the week that begins on a Monday, before a polling day."""

    ward: str
    channel: str
    audience: str
    week: date
    hours: float
    before: str


def hours_by(allocations: Iterable[Allocation], key: Callable[[Allocation], Key]) -> dict[Key, dict[str, float]]:
    """Return the hours of every key, as a ward or a week, by channel: all of `CHANNELS`, in their order."""
    found: dict[Key, dict[str, float]] = defaultdict(lambda: dict.fromkeys(CHANNELS, 0.0))
    for one in allocations:
        found[key(one)][one.channel] += one.hours
    return dict(found)


def whole_sessions(grounds: Sequence[Ground], hours: Floats, ask: Ask) -> list[dict[tuple[int, int], float]]:
    """Return each round's hours by job and ward, in whole sessions where the channel is worked in those.

    The sessions that the hours pay for go to the largest parts first, and then to the largest remainders.
    """
    mixes = [ground.work.mix(spent) for ground, spent in zip(grounds, hours, strict=True)]
    found: list[dict[tuple[int, int], float]] = [{} for _ in grounds]
    parts, places = [], []
    for at, (ground, mix) in enumerate(zip(grounds, mixes, strict=True)):
        for job, ward in zip(*np.nonzero(mix > FEWEST_HOURS), strict=True):
            if channels()[ground.work.jobs[job].channel].sessions:
                parts.append(mix[job, ward] / ask.session_hours)
                places.append((at, int(job), int(ward)))
            else:
                found[at][int(job), int(ward)] = float(mix[job, ward])
    for (at, job, ward), number in zip(places, _rounded(np.array(parts)), strict=True):
        if number:
            found[at][job, ward] = float(number * ask.session_hours)
    return found


def _rounded(parts: Floats) -> Floats:
    """Return whole numbers near the parts that add up to no more than they do, by the largest remainders."""
    whole: Floats = np.floor(parts + 1e-9)
    left = int(np.floor(parts.sum() + 1e-6) - whole.sum())
    whole[np.argsort(-(parts - whole), kind="stable")[:left]] += 1
    return whole


def in_weeks(
    before: str, work: Mapping[tuple[Job, int], float], weeks: Sequence[date], codes: Sequence[str], ask: Ask
) -> Iterator[Allocation]:
    """Put a round's work, hours by job and ward, into its weeks: each session into the week that has least so far.

    Least of what the week has volunteers' hours for; where none are given, all weeks are alike.
    """
    load = dict.fromkeys(weeks, 0.0)
    there = hours_in(ask.volunteers, weeks) if ask.volunteers else dict.fromkeys(weeks, 1.0)
    weeks = [week for week in weeks if there[week]] or weeks
    for (job, ward), spent in sorted(work.items(), key=lambda item: (-item[1], item[0][1], item[0][0].channel)):
        step = ask.session_hours if channels()[job.channel].sessions else spent
        given: dict[date, float] = {}
        for _ in range(max(round(spent / step), 1)):
            week = min(weeks, key=lambda each: (load[each] / max(there[each], 1e-9), -each.toordinal()))
            load[week] += step
            given[week] = given.get(week, 0.0) + step
        for week, hours in sorted(given.items()):
            yield Allocation(codes[ward], job.channel, job.audience, week, round(hours, 1), before)
