"""What every sheet shows, worked out once: a row a name, and each stage's transfers and totals as text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from groundgame.electoral.counting.college import CollegeCount
from groundgame.electoral.counting.figures import decimal
from groundgame.electoral.counting.rounds import Count, Figure, Round
from groundgame.electoral.counting.shown import QUOTIENT_RULES, as_shown, several_gave

SHARE_RULES = frozenset({"college"})
"""Rules whose figures are shares of a whole: a sheet shows them in per cent."""

NAMES_IN_HEADING = 3
"""How many names stand in the head of a stage; more are counted there, and named beside it."""

NON_TRANSFERABLE = "Non-transferable"
TOTAL = "Total"


@dataclass(frozen=True, slots=True)
class Stage:
    """The head of one stage: what was done, the quota if it is this stage's own, and what there is to say of it."""

    number: int
    heading: str
    quota: str | None
    elected: tuple[str, ...]
    excluded: tuple[str, ...]
    note: str | None
    transfers: bool
    """Whether the stage shows what each name received beside what it then stands at."""
    gave: tuple[str, ...] = ()
    """What each gave to whom, a line each, where several gave at once."""

    @property
    def columns(self) -> int:
        """How many columns the stage takes."""
        return 2 if self.transfers else 1

    def given(self) -> list[str]:
        """Return a line for each who gave, where several gave at once."""
        return [f"Stage {self.number}, from {line}" for line in self.gave]

    def fate(self, name: str) -> str:
        """Return what this stage decided for a name, or nothing."""
        return "Elected" if name in self.elected else "Excluded" if name in self.excluded else ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a sheet: for each stage what was received and what the name then stands at; "" where neither."""

    label: str
    cells: tuple[tuple[str, str], ...]
    outcome: str = ""
    is_name: bool = True


@dataclass(frozen=True, slots=True)
class SheetTable:
    """The stages across, the names down, then the papers that transfer no more and the total; `name` says of what."""

    stages: tuple[Stage, ...]
    rows: tuple[Row, ...]
    name: str = ""

    @property
    def given_title(self) -> str:
        """The heading of the lines that say who gave what to whom."""
        return f"Who gave to whom: {self.name}" if self.name else "Who gave to whom"

    def groups(self, columns: int) -> list[range]:
        """Return the stages in groups of at most `columns` columns, as they fit side by side on paper."""
        groups: list[range] = []
        width = 0
        for index, stage in enumerate(self.stages):
            width += stage.columns
            if groups and width <= columns:
                groups[-1] = range(groups[-1].start, index + 1)
            else:
                groups.append(range(index, index + 1))
                width = stage.columns
        return groups

    def caption(self, group: range) -> str:
        """Return what a group of its stages is called; the table's name alone where that is all of it."""
        if self.name and len(group) == len(self.stages):
            return self.name
        stages = f"Stage {group.stop}" if len(group) == 1 else f"Stages {group.start + 1} to {group.stop}"
        return f"{self.name}: {stages.lower()}" if self.name else stages


def sheet_tables(count: Count) -> list[SheetTable]:
    """Return the tables of a count: one, or for an electoral college one more for each section."""
    whole = sheet_table(count)
    if not isinstance(count, CollegeCount) or len(count.sections) == 1:
        return [whole]
    parts = [(name, replace(count, rule="av", rounds=rounds, places=0)) for name, rounds in count.sections.items()]
    sections = [replace(sheet_table(part), name=f"Section {name}, in papers") for name, part in parts]
    return [replace(whole, name="The whole, in per cent"), *sections]


def sheet_table(count: Count) -> SheetTable:
    """Return the table of a count; the names stand in the order of the ballot paper.

    Its figures add up as they are written, and what a name received is the difference of what is written.
    """
    count = as_shown(count)
    stages = tuple(_stage(number, count) for number in range(len(count.rounds)))
    names = tuple(dict.fromkeys(name for each in count.rounds for name in each.votes))
    rows = [_name_row(name, count, stages) for name in names]
    if count.rule not in QUOTIENT_RULES:
        if any(each.non_transferable for each in count.rounds):
            rows.append(_foot(NON_TRANSFERABLE, [each.non_transferable for each in count.rounds], count, stages))
        rows.append(_total_row(count))
    return SheetTable(stages, tuple(rows))


def outcome(name: str, count: Count) -> str:
    """Return what became of a name, and at which stage."""
    won = [number for number, each in enumerate(count.rounds, start=1) if name in each.elected]
    if won:
        seats = count.seats_won[name]
        return f"Elected, stage {won[0]}" if seats == 1 else f"{seats} seats"
    out = [number for number, each in enumerate(count.rounds, start=1) if name in each.excluded]
    if out:
        return f"Excluded, stage {out[0]}"
    # A section of a college, or a list count that fills no seat, elects nobody: there is nothing to say of each.
    return "Not elected" if count.elected else ""


def _stage(index: int, count: Count) -> Stage:
    each = count.rounds[index]
    # A quota that never changes stands above the table once.
    moves = any(other.quota not in (None, count.quota) for other in count.rounds)
    quota = decimal(each.quota, count.places, grouped=True) if moves and each.quota is not None else None
    return Stage(
        index + 1,
        _heading(index, count),
        quota,
        each.elected,
        each.excluded,
        each.note,
        index > 0 and count.rule not in QUOTIENT_RULES,
        tuple(_gave(each, count)) if several_gave(each) else (),
    )


def _gave(each: Round, count: Count) -> Iterator[str]:
    for giver in dict.fromkeys(giver for giver, _ in each.transfers):
        given = [(taker, amount) for (by, taker), amount in each.transfers.items() if by == giver]
        parts = [f"{_shown(amount, count)} {'to ' + taker if taker else 'non-transferable'}" for taker, amount in given]
        yield f"{giver}: {', '.join(parts)}"


def _heading(index: int, count: Count) -> str:
    each = count.rounds[index]
    if count.rule in QUOTIENT_RULES:
        return f"Seat for {', '.join(each.elected)}" if each.elected else "Figures"
    if index == 0:
        return "First preferences" if len(count.rounds) > 1 or count.quota is not None else "Votes"
    givers = each.transferred_from or each.excluded
    if not givers:
        return "No transfer"
    before = {name for earlier in count.rounds[:index] for name in earlier.elected}
    elected = [name for name in givers if name in before]
    others = [name for name in givers if name not in before]
    parts = [f"{word} of {_said(names)}" for word, names in (("Surplus", elected), ("Exclusion", others)) if names]
    return "; ".join(parts)


def _said(names: Sequence[str]) -> str:
    return ", ".join(names) if len(names) <= NAMES_IN_HEADING else f"{len(names)} candidates"


def _name_row(name: str, count: Count, stages: tuple[Stage, ...]) -> Row:
    figures = [each.votes.get(name) for each in count.rounds]
    return Row(name, _cells(figures, count, stages), outcome(name, count))


def _foot(label: str, figures: Sequence[Figure], count: Count, stages: tuple[Stage, ...]) -> Row:
    return Row(label, _cells(figures, count, stages), is_name=False)


def _cells(figures: Sequence[Figure | None], count: Count, stages: tuple[Stage, ...]) -> tuple[tuple[str, str], ...]:
    cells = []
    for stage, value in zip(stages, figures, strict=True):
        before = figures[stage.number - 2] if stage.number > 1 else None
        change = (value or 0) - (before or 0)
        received = f"{'+' if change > 0 else ''}{_shown(change, count)}" if stage.transfers and change else ""
        cells.append((received, "" if value is None else _shown(value, count)))
    return tuple(cells)


def _shown(value: Figure, count: Count) -> str:
    if count.rule in SHARE_RULES:
        return decimal(value * 100, count.places - 2)
    return decimal(value, count.places, grouped=True)


def _total_row(count: Count) -> Row:
    totals = [_shown(total_of(each), count) for each in count.rounds]
    return Row(TOTAL, tuple(("", total) for total in totals), is_name=False)


def total_of(each: Round) -> Figure:
    """Return all that a stage accounts for: what the names stand at, and what transfers no more."""
    return sum(each.votes.values(), start=each.non_transferable)
