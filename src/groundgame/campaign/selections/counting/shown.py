"""A count as everybody is shown it: who is elected, what each had at first and at last, and the guaranteed places."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from groundgame.campaign.selections.counting.written import written
from groundgame.electoral.counting import Count, Figure


@dataclass(frozen=True, slots=True)
class Line:
    """One name: figures as text at the rule's places, the share of the papers (0 to 100), and what became of it."""

    name: str
    first: str
    last: str
    percent: float
    elected: bool
    outcome: str


@dataclass(frozen=True, slots=True)
class Guaranteed:
    """How a guarantee was met."""

    group: str
    at_least: int
    elected: int


@dataclass(frozen=True, slots=True)
class Shown:
    """The whole of it; the elected come first, in the order in which they were elected."""

    elected: tuple[str, ...]
    lines: tuple[Line, ...]
    guaranteed: tuple[Guaranteed, ...]
    valid: int | None
    invalid: int
    quota: str
    stages: int
    vacant: int
    notes: tuple[str, ...]


def shown(count: Count, groups: Mapping[str, Collection[str]], guarantees: Mapping[str, int]) -> Shown:
    """Return what is shown of a count; `groups` are each candidate's."""
    first = count.rounds[0].votes
    total = sum(first.values(), start=count.rounds[0].non_transferable)
    order = [*count.elected, *_losers(count)]
    return Shown(
        elected=count.elected,
        lines=tuple(_line(name, count, total) for name in order),
        guaranteed=tuple(_met(count, groups, group, least) for group, least in sorted(guarantees.items())),
        valid=count.valid,
        invalid=count.invalid,
        quota="" if count.quota is None else written(count.quota, count, briefly=True),
        stages=len(count.rounds),
        vacant=count.vacant_seats,
        notes=tuple(each.note for each in count.rounds if each.note),
    )


def _losers(count: Count) -> list[str]:
    """Return those who are not elected: who stayed longest first, then by what they last had."""
    first = count.rounds[0].votes
    lasted = {name: _lasted(count, name) for name in first if name not in count.elected}
    return sorted(lasted, key=lambda name: (-lasted[name][0], -lasted[name][1], name))


def _lasted(count: Count, name: str) -> tuple[int, Figure]:
    """Return the last stage at which a name stood at anything, and what that was."""
    stages = [(number, each.votes.get(name, 0)) for number, each in enumerate(count.rounds)]
    return next((stage for stage in reversed(stages) if stage[1]), stages[0])


def _line(name: str, count: Count, total: Figure) -> Line:
    first = count.rounds[0].votes.get(name, 0)
    last = _lasted(count, name)[1]
    return Line(
        name,
        written(first, count, briefly=True),
        written(last, count, briefly=True),
        round(float(100 * first / total), 1) if total else 0.0,
        name in count.elected,
        _outcome(name, count),
    )


def _outcome(name: str, count: Count) -> str:
    for number, each in enumerate(count.rounds, start=1):
        if name in each.elected:
            return f"Elected, stage {number}"
        if name in each.excluded:
            return f"Excluded, stage {number}"
    return "Not elected"


def _met(count: Count, groups: Mapping[str, Collection[str]], group: str, least: int) -> Guaranteed:
    return Guaranteed(group, least, sum(group in groups.get(name, ()) for name in count.elected))
