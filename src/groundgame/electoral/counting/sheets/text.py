"""A count as plain text: one line a name, one column a stage."""

from groundgame.electoral.counting.rounds import Count
from groundgame.electoral.counting.sheets.particulars import Particulars, facts
from groundgame.electoral.counting.sheets.table import Row, SheetTable, Stage, sheet_tables

NOTHING_MORE = Particulars()


def sheet(count: Count, about: Particulars = NOTHING_MORE) -> str:
    """Return the count as a table of text, in the order of the ballot paper.

    >>> from groundgame.electoral.counting.fptp import fptp
    >>> print(sheet(fptp({"Ash": 1200, "Beech": 900})))
    Rule: fptp
    Seats: 1
    <BLANKLINE>
               1
    Ash    1,200  Elected, stage 1
    Beech    900  Not elected
    Total  2,100
    """
    tables = sheet_tables(count)
    lines = [about.title, ""] if about.title else []
    lines += [f"{name}: {value}" for name, value in facts(count, about)]
    for table in tables:
        lines += ["", *([table.name] if table.name else []), *_grid(table)]
    stages = tables[0].stages
    remarks = [line for stage in stages for line in _remarks(stage, alone=len(stages) == 1)]
    foot = ["", f"To count again: {about.recount}"] if about.recount else []
    return "\n".join([*lines, *([""] if remarks else []), *remarks, *foot])


def _grid(table: SheetTable) -> list[str]:
    label = max(len(row.label) for row in table.rows) if table.rows else 0
    widths = [
        max([len(str(stage.number)), *(len(row.cells[index][1]) for row in table.rows)])
        for index, stage in enumerate(table.stages)
    ]
    numbers = "".join(f"  {stage.number:>{width}}" for stage, width in zip(table.stages, widths, strict=True))
    return [" " * label + numbers, *(_line(row, label, widths) for row in table.rows)]


def _line(row: Row, label: int, widths: list[int]) -> str:
    cells = "".join(f"  {total or '-':>{width}}" for (_, total), width in zip(row.cells, widths, strict=True))
    return f"{row.label:<{label}}{cells}  {row.outcome}".rstrip()


def _remarks(stage: Stage, *, alone: bool) -> list[str]:
    said = [] if alone else [stage.heading]
    if stage.quota is not None:
        said.append(f"quota {stage.quota}")
    if stage.elected and not alone:
        said.append(f"elected: {', '.join(stage.elected)}")
    if stage.excluded and stage.heading != f"Exclusion of {', '.join(stage.excluded)}":
        said.append(f"out: {', '.join(stage.excluded)}")
    sentences = [part for part in ("; ".join(said), stage.note) if part]
    return ([f"Stage {stage.number}: {'. '.join(sentences)}"] if sentences else []) + stage.given()
