"""One stage of a count as it is shown: what was done, what each name received, and what it then stands at."""

from collections.abc import Mapping
from dataclasses import dataclass

from groundgame.campaign.selections.counting.written import written
from groundgame.electoral.counting import Count, Figure, Round
from groundgame.electoral.counting.college import CollegeCount
from groundgame.electoral.counting.sheets import sheet_table
from groundgame.electoral.counting.shown import as_shown


@dataclass(frozen=True, slots=True)
class StageLine:
    """One name at a stage. `length` and `gain` are parts of the widest bar, 0 to 100.

    `papers` are what the name has in each section, where the rule weighs sections.
    """

    name: str
    received: str
    stands_at: str
    fate: str
    length: float
    gain: float
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StageShown:
    """A stage: its number and heading, its lines, and what it says of ties.

    `spent` are the papers of each section that name nobody who is left, and `papers` all that it has.
    """

    number: int
    heading: str
    lines: tuple[StageLine, ...]
    non_transferable: str
    total: str
    quota: str
    quota_at: float
    elected: tuple[str, ...]
    excluded: tuple[str, ...]
    note: str
    sections: tuple[str, ...]
    spent: tuple[str, ...]
    papers: tuple[str, ...]


def stage_shown(count: Count, number: int) -> StageShown:
    """Return a stage (from 1); the names stand by what they have, those who have nothing any more are left out."""
    count = as_shown(count)
    each = count.rounds[number - 1]
    before = count.rounds[number - 2] if number > 1 else None
    quota = each.quota if each.quota is not None else count.quota
    widest = max([*each.votes.values(), quota or 0, *(before.votes.values() if before else ())]) or 1
    names = sorted(each.votes, key=lambda name: (-each.votes[name], name))
    total = sum(each.votes.values(), start=each.non_transferable)
    return StageShown(
        number=number,
        heading=sheet_table(count).stages[number - 1].heading,
        lines=tuple(_line(name, count, number, widest) for name in names if _seen(name, each, before)),
        non_transferable=written(each.non_transferable, count),
        total=written(total, count),
        quota="" if quota is None else written(quota, count),
        quota_at=_part(quota or 0, widest),
        elected=each.elected,
        excluded=each.excluded,
        note=each.note or "",
        sections=tuple(_sections(count)),
        spent=tuple(f"{rounds[number - 1].non_transferable:,}" for rounds in _sections(count).values()),
        papers=tuple(f"{_all(rounds[number - 1]):,}" for rounds in _sections(count).values()),
    )


def _seen(name: str, each: Round, before: Round | None) -> bool:
    return bool(each.votes[name] or name in (*each.elected, *each.excluded) or (before and before.votes.get(name)))


def _line(name: str, count: Count, number: int, widest: Figure) -> StageLine:
    each, before = count.rounds[number - 1], count.rounds[number - 2] if number > 1 else None
    value = each.votes[name]
    received = value - before.votes.get(name, 0) if before else 0
    text = written(received, count)
    return StageLine(
        name,
        f"+{text}" if received > 0 else text.replace("-", "−") if received else "",
        written(value, count),
        "Elected" if name in each.elected else "Excluded" if name in each.excluded else "",
        _part(value - max(received, 0), widest),
        _part(max(received, 0), widest),
        tuple(f"{rounds[number - 1].votes.get(name, 0):,}" for rounds in _sections(count).values()),
    )


def _all(each: Round) -> Figure:
    return sum(each.votes.values(), start=each.non_transferable)


def _sections(count: Count) -> Mapping[str, tuple[Round, ...]]:
    """Return the rounds of each section of a college, in papers; none for any other rule."""
    return count.sections if isinstance(count, CollegeCount) else {}


def _part(value: Figure, widest: Figure) -> float:
    return round(float(100 * value / widest), 2)
