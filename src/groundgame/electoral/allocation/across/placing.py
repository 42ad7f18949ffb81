"""Work put into weeks: the sessions of each branch into the weeks in which its volunteers have hours."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.sessions import Allocation, Piece
from groundgame.electoral.allocation.across.volunteers import Supply, hours_by_week, hours_in


class Diary:
    """The weeks of those who work together: the hours that they have in each, and how many of those are taken.

    A week is full once it has less than half of what is to be put into it, but where nobody said who has hours when:
    then all weeks are alike, and never full.
    """

    def __init__(self, hours: Mapping[date, float], *, known: bool) -> None:
        """Open the weeks that have any hours; `known` tells whether those are volunteers'."""
        self._hours = {week: some for week, some in hours.items() if some}
        self._taken = dict.fromkeys(self._hours, 0.0)
        self._known = known

    def take(self, hours: float) -> date | None:
        """Return the week with most room for its hours, the latest of several, and fill it; None if all are full."""
        free = [week for week, some in self._hours.items() if not self._known or some - self._taken[week] >= hours / 2]
        if not free:
            return None
        week = min(free, key=lambda each: (self._taken[each] / self._hours[each], -each.toordinal()))
        self._taken[week] += hours
        return week


def in_weeks(
    before: str, work: Sequence[Piece], weeks: Sequence[date], codes: Sequence[str], ask: Ask
) -> Iterator[Allocation]:
    """Put a round's work into its weeks, the largest first; what no week of its branch has room for is left out.

    Sessions keep their hours as they are, so that they can be counted; leaflets are told to a tenth of an hour.
    """
    diaries = _diaries(weeks, ask)
    for piece in sorted(work, key=lambda each: (-each.hours, each.ward, each.job.channel, each.branch or "")):
        given: dict[date, float] = {}
        for hours in _steps(piece, ask):
            week = diaries[piece.branch].take(hours)
            if week is not None:
                given[week] = given.get(week, 0.0) + hours
        for week, hours in sorted(given.items()):
            job = piece.job
            told = round(hours, 1) if job.even else hours
            yield Allocation(codes[piece.ward], job.channel, job.audience, week, told, before, piece.branch)


def _diaries(weeks: Sequence[date], ask: Ask) -> dict[str | None, Diary]:
    every = hours_in(ask.volunteers, weeks)
    anybody = every if any(every.values()) else dict.fromkeys(weeks, 1.0)
    found: dict[str | None, Diary] = {None: Diary(anybody, known=False)}
    for branch, hours in hours_by_week(ask.volunteers, weeks).items():
        found[branch] = Diary(hours, known=True)
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
