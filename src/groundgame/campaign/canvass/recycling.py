"""When somebody who was not reached is tried again: the organiser's rules, outcome by outcome.

A rule acts when a contact is saved, by setting when the target comes round; so whoever gives calls out knows nothing of
it. Another time of day is another of four parts of the week: mornings, afternoons, evenings, weekends.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from django.utils import timezone

from groundgame.campaign.canvass.hours import EVENING_FROM, is_open_now, opening, rings_on
from groundgame.campaign.canvass.models import Session
from groundgame.campaign.canvass.outcomes import EFFECTS

RECYCLED = tuple(outcome for outcome, effect in EFFECTS.items() if effect.counts)
NOON, DAY_FROM = dt.time(12), dt.time(9)
SATURDAY = 5
DAYS_AHEAD = 8


class Part(StrEnum):
    """A part of the week: who is out in one of them may be in at another."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    WEEKEND = "weekend"


@dataclass(frozen=True, slots=True)
class Rule:
    """After how many minutes an outcome is tried again, how often at most, and whether at another time of day.

    `most` counts attempts that ended so, in this session; None leaves it to the session's own most.
    """

    minutes: int
    most: int | None = None
    another_time: bool = False


def rules_of(session: Session) -> dict[str, Rule]:
    """Return a session's rules: the organiser's, and for the other outcomes the program's own."""
    usual = {outcome: Rule(EFFECTS[outcome].retry_minutes or 0) for outcome in RECYCLED}
    return usual | {outcome: Rule(**kept) for outcome, kept in session.recycling.items() if outcome in usual}


def as_json(rules: Mapping[str, Rule]) -> dict[str, Any]:
    """Return what a session keeps of rules."""
    return {str(outcome): asdict(rule) for outcome, rule in sorted(rules.items())}


def part_of(when: dt.datetime) -> Part:
    """Return the part of the week that a moment is in, by the clock of the place."""
    local = timezone.localtime(when)
    if local.weekday() >= SATURDAY:
        return Part.WEEKEND
    if local.time() < NOON:
        return Part.MORNING
    return Part.AFTERNOON if local.time() < EVENING_FROM else Part.EVENING


def next_try(session: Session, rule: Rule, at: dt.datetime, tried: Collection[Part] = ()) -> dt.datetime:
    """Return when somebody who was tried at that moment comes round again.

    `tried` are the parts of the week in which they were not reached before. Where a rule asks for another time, it is
    the first hour of a part not tried yet within the session's hours, or once all were tried, of another than the last.
    """
    soonest = at + dt.timedelta(minutes=rule.minutes)
    if not rule.another_time:
        return soonest
    last, known = part_of(at), {*tried, part_of(at)}
    later = (start for start in _starts(session, soonest) if start > soonest)
    moments = [*([soonest] if is_open_now(session, soonest) else ()), *later]
    fresh = (moment for moment in moments if part_of(moment) not in known)
    other = (moment for moment in moments if part_of(moment) != last)
    return next(fresh, next(other, soonest))


def _starts(session: Session, after: dt.datetime) -> Iterable[dt.datetime]:
    """Yield the first moment of each part of the coming days in which the session gives calls out, in their order."""
    closes = session.closes_at or dt.time.max
    first = timezone.localtime(after).date()
    for day in (first + dt.timedelta(days=ahead) for ahead in range(DAYS_AHEAD)):
        if not rings_on(session, day):
            continue
        opens = opening(session, day) or DAY_FROM
        for hour in sorted({opens, NOON, EVENING_FROM}):
            if opens <= hour < closes or closes < opens:
                yield timezone.make_aware(dt.datetime.combine(day, hour))
