"""Work put into weeks: of the weeks in which a branch's volunteers have hours, the latest for what is worth most."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.sessions import Allocation, Piece
from groundgame.electoral.allocation.across.volunteers import Supply, hours_by_week, hours_in


class Diary:
    """The weeks of those who work together: the hours that they have in each, and how many of those are taken.

    `wanted` hours are taken from all weeks in proportion, so that nobody who has hours in early weeks is left without
    work. A week is full once it has less than half of what is to be put into it. Where nobody said who has hours when,
    `known` is false: then no hours are refused.
    """

    def __init__(self, hours: Mapping[date, float], wanted: float, *, known: bool) -> None:
        """Open the weeks that have any hours."""
        self._hours, total = {week: some for week, some in hours.items() if some}, sum(hours.values())
        part = wanted / total if total else 0.0
        self._share = {week: some * (min(part, 1.0) if known else part) for week, some in self._hours.items()}
        self._taken = dict.fromkeys(self._hours, 0.0)
        self._known = known

    def take(self, hours: float) -> date | None:
        """Return the latest week with room for hours, of which most is left on polling day, and fill it; None if full.

        What is asked for first so gets the latest weeks.
        """
        week = max(self._with_room(self._share, hours), default=None)
        if week is None:
            free = self._with_room(self._hours, hours) if self._known else list(self._hours)
            week = max(free, key=lambda each: (self._share[each] - self._taken[each], each), default=None)
        if week is not None:
            self._taken[week] += hours
        return week

    def _with_room(self, limits: Mapping[date, float], hours: float) -> list[date]:
        return [week for week, most in limits.items() if most - self._taken[week] >= hours / 2]


def in_weeks(
    before: str, work: Sequence[Piece], weeks: Sequence[date], codes: Sequence[str], ask: Ask
) -> Iterator[Allocation]:
    """Put a round's work into its weeks; what no week of its branch has room for is left out.

    What an hour of brings most on polling day goes into the latest weeks, of which most is left by then: given what
    every piece of work takes and what every week has, that keeps most (both are sorted alike). Of work that is worth as
    much the largest comes first. Sessions keep their hours as they are, so that they can be counted; leaflets are
    told to a tenth of an hour. The way is among the hours that a branch has.
    """
    diaries = _diaries(weeks, work, ask)
    ranked = sorted(work, key=lambda each: (-each.worth, -each.hours, each.ward, each.job.channel, each.branch or ""))
    for piece in ranked:
        given: dict[date, float] = {}
        for hours in _steps(piece, ask):
            week = diaries[piece.branch].take(hours / piece.left)
            if week is not None:
                given[week] = given.get(week, 0.0) + hours
        for week, hours in sorted(given.items()):
            job = piece.job
            told = round(hours, 1) if job.even else hours
            yield Allocation(codes[piece.ward], job.channel, job.audience, week, told, before, piece.branch)


def _diaries(weeks: Sequence[date], work: Sequence[Piece], ask: Ask) -> dict[str | None, Diary]:
    """Return the weeks of each branch; what is nobody's has as many hours in every week, or goes by all volunteers'."""
    wanted: dict[str | None, float] = defaultdict(float)
    for each in work:
        wanted[each.branch] += each.hours / each.left
    every = hours_in(ask.volunteers, weeks)
    anybody = every if any(every.values()) else dict.fromkeys(weeks, 1.0)
    found: dict[str | None, Diary] = {None: Diary(anybody, wanted[None], known=False)}
    for branch, hours in hours_by_week(ask.volunteers, weeks).items():
        found[branch] = Diary(hours, wanted[branch], known=True)
    return found


def _steps(piece: Piece, ask: Ask) -> list[float]:
    """Return the hours that go into a week at once: an evening, or all of a ward's leaflets that are nobody's."""
    if piece.job.even and piece.branch is None:
        return [piece.hours]
    whole, rest = divmod(piece.hours + 1e-9, ask.session_hours)
    return [ask.session_hours] * int(whole) + ([rest] if rest > 1e-6 else [])


def without(supply: Sequence[Supply], given: Sequence[Allocation]) -> tuple[Supply, ...]:
    """Return what volunteers' hours are left once some are given out: of each line of a week the same part."""
    there, taken = (
        defaultdict[tuple[str | None, date], float](float),
        defaultdict[tuple[str | None, date], float](float),
    )
    for one in supply:
        there[one.branch, one.week] += one.hours
    for each in given:
        taken[each.branch, each.week] += each.hours
    return tuple(_less(one, taken[one.branch, one.week], there[one.branch, one.week]) for one in supply)


def _less(one: Supply, taken: float, there: float) -> Supply:
    return replace(one, hours=one.hours * max(1 - taken / there, 0.0)) if taken and there else one
