"""A plan against what was done of it: by week, by kind of time, by branch and by ward."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from django.db.models import QuerySet
from django.utils import timezone

from groundgame.campaign.strategy.away.progress import days_out_of
from groundgame.campaign.strategy.models import KeptPlan, PlannedWork, TakenUp
from groundgame.campaign.strategy.plans.asked import WEEK, monday
from groundgame.campaign.strategy.plans.worked import Worked, worked
from groundgame.campaign.strategy.times import NAMES, NOT_SAID
from groundgame.campaign.strategy.twinning.accepted import standing
from groundgame.electoral.places import atlas


@dataclass(frozen=True, slots=True)
class Line:
    """Hours planned, taken up and done of a week, a kind of time, a branch or a ward (`key`), and what was done."""

    key: str
    name: str
    planned: float = 0.0
    taken: float = 0.0
    done: float = 0.0
    contacts: int = 0
    conversations: int = 0

    @property
    def part(self) -> float | None:
        """The part (0-1, or more) of the planned hours that is done, or None where none was planned."""
        return self.done / self.planned if self.planned else None


@dataclass(frozen=True, slots=True)
class Progress:
    """A plan's progress: all of it, up to the end of this week, and line by line.

    `times` are those up to the end of this week, by kind of time; none where the plan has no kinds.
    """

    total: Line
    by_now: Line
    weeks: tuple[Line, ...]
    times: tuple[Line, ...]
    branches: tuple[Line, ...]
    wards: tuple[Line, ...]
    this_week: dt.date
    done: tuple[Worked, ...]


def progress_of(plan: KeptPlan, wards: Iterable[str], *, sees_done: bool = True) -> Progress:
    """Return a plan's progress in some wards. Leaflets, of which nothing is written down, are left out.

    Days out of the branches all of whose wards are among them count too, done as their organisers say.

    Unless the reader `sees_done`, it is as if nothing had been: what is planned and accepted alone is told. Of work
    whose session is closed, what was done of it is accepted, and the rest given back; to whoever is not told what was
    done, all of it is, if anybody had begun.
    """
    own = sorted(wards)
    work = list(plan.work.filter(ward__in=own, evenings__gt=0))
    this_week = monday(timezone.localdate())
    until = max([one.week for one in work] + [this_week], default=this_week) + WEEK
    done = worked(own, plan.begins, until) if sees_done else []
    ours = TakenUp.objects.filter(work__plan=plan, work__ward__in=own)
    sent = dict(ours.exclude(work__branch="").values_list("session", "work__branch"))
    held = ours.filter(given_back_at=None)
    accepted = _accepted(held, done) if sees_done else _as_planned(held)
    rows = [_planned(one, accepted.get(one.pk, 0.0)) for one in work]
    rows += [_done(one, sent.get(one.session or 0, one.borough)) for one in done]
    rows += [_Row(**asdict(one)) for one in days_out_of(plan, frozenset(own), sees_done=sees_done)]
    so_far = [row for row in rows if row.week <= this_week]
    return Progress(
        total=_line("", "All weeks", rows),
        by_now=_line("", "Up to now", so_far),
        weeks=_weeks(rows),
        times=_times(so_far) if any(one.time for one in work) else (),
        branches=_lines(rows, "branch"),
        wards=_lines((row for row in rows if row.ward), "ward"),
        this_week=this_week,
        done=tuple(done),
    )


@dataclass(frozen=True, slots=True)
class _Row:
    week: dt.date
    branch: str
    ward: str
    time: str
    planned: float = 0.0
    taken: float = 0.0
    done: float = 0.0
    contacts: int = 0
    conversations: int = 0


def _accepted(taken: QuerySet[TakenUp], done: Iterable[Worked]) -> dict[int, float]:
    """Return the hours that stand accepted, by their work: an open session's all, a closed one's that were done."""
    spent: dict[int | None, float] = defaultdict(float)
    for one in done:
        spent[one.session] += one.hours
    return {
        one.work_id: one.work.hours if one.session.closed_at is None else min(one.work.hours, spent[one.session_id])
        for one in taken.select_related("work", "session")
    }


def _as_planned(taken: QuerySet[TakenUp]) -> dict[int, float]:
    """Return the hours that stand accepted, by their work, and tell nothing of how many of them were done."""
    kept = standing().filter(pk__in=taken.values("pk")).select_related("work")
    return {one.work_id: one.work.hours for one in kept}


def _planned(one: PlannedWork, accepted_hours: float) -> _Row:
    return _Row(one.week, one.branch, one.ward, one.time, one.hours, accepted_hours)


def _done(one: Worked, branch: str) -> _Row:
    return _Row(one.week, branch, one.ward, one.time, 0.0, 0.0, one.hours, one.contacts, one.conversations)


def _line(key: str, name: str, rows: Iterable[_Row]) -> Line:
    found = list(rows)
    return Line(
        key,
        name,
        sum(row.planned for row in found),
        sum(row.taken for row in found),
        sum(row.done for row in found),
        sum(row.contacts for row in found),
        sum(row.conversations for row in found),
    )


def _weeks(rows: Iterable[_Row]) -> tuple[Line, ...]:
    by: Mapping[dt.date, list[_Row]] = defaultdict(list)
    for row in rows:
        by[row.week].append(row)
    return tuple(_line(week.isoformat(), f"{week:%-d %b}", found) for week, found in sorted(by.items()))


def _times(rows: Iterable[_Row]) -> tuple[Line, ...]:
    """Return a line for every kind of time, and one for what is not known of, where anything is."""
    found = list(rows)
    lines = [_line(time, name, [row for row in found if row.time == time]) for time, name in NAMES.items()]
    rest = _line(NOT_SAID, "Not known when", [row for row in found if row.time == NOT_SAID])
    return (*lines, rest) if rest.planned or rest.done else tuple(lines)


def _lines(rows: Iterable[_Row], kind: str) -> tuple[Line, ...]:
    by: Mapping[str, list[_Row]] = defaultdict(list)
    for row in rows:
        by[getattr(row, kind)].append(row)
    lines = [_line(code, _named(code), found) for code, found in by.items()]
    return tuple(sorted(lines, key=lambda line: (-line.planned, -line.done, line.name)))


def _named(code: str) -> str:
    """Return a branch by its name, a ward with its borough's: several wards are called Abbey.

    >>> _named("E05013810"), _named("E09000033"), _named("")
    ('Abbey, Merton', 'Westminster', 'No branch yet')
    """
    if not code:
        return "No branch yet"
    area = atlas().area(code)
    return f"{area.name}, {atlas().area(area.borough).name}" if area.borough and area.borough != code else area.name
