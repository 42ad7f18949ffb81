"""A count as one page of HTML that stands alone, reads well aloud and prints on A4 across."""

from collections.abc import Iterable
from html import escape
from pathlib import Path

from groundgame.electoral.counting.rounds import Count
from groundgame.electoral.counting.sheets.particulars import DECLARATION, Particulars, elected_lines, facts
from groundgame.electoral.counting.sheets.table import Row, SheetTable, Stage, sheet_tables

STYLE = Path(__file__).with_name("sheet.css")
COLUMNS_ON_PAPER = 10
"""Columns of figures side by side: more would be cut off on A4 across."""


def html_sheet(count: Count, about: Particulars) -> str:
    """Return the count as a whole page: it loads nothing, so that it can be kept and signed as one file."""
    tables = sheet_tables(count)
    title = escape(about.heading)
    parts = [
        f"<h1>{title}</h1>",
        _facts(facts(count, about)),
        "<h2>Elected</h2>",
        _list("ol", elected_lines(count)) if count.elected else "<p>Nobody is elected.</p>",
        *(_part(group, table) for table in tables for group in table.groups(COLUMNS_ON_PAPER)),
        _decisions(tables[0]),
        *map(_given, tables),
        _again(about),
        _signatures(about.signatories),
    ]
    return _page(title, "\n".join(part for part in parts if part))


def _page(title: str, body: str) -> str:
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    style = STYLE.read_text(encoding="utf-8")
    return (
        f'<!doctype html>\n<html lang="en-GB"><head>{head}\n<style>\n{style}</style></head>\n'
        f"<body><main>\n{body}\n</main></body></html>\n"
    )


def _facts(known: Iterable[tuple[str, str]]) -> str:
    return f"<dl>{''.join(f'<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>' for name, value in known)}</dl>"


def _list(kind: str, lines: Iterable[str]) -> str:
    return f"<{kind}>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</{kind}>"


def _part(group: range, table: SheetTable) -> str:
    stages = [table.stages[index] for index in group]
    last = group.stop == len(table.stages)
    name = escape(table.caption(group))
    rows = [_row(row, group, table, last=last) for row in table.rows]
    return (
        f'<div class="stages" role="region" aria-label="{name}" tabindex="0"><table><caption>{name}</caption>'
        f"<thead>{_heads(stages, last=last)}</thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _heads(stages: list[Stage], *, last: bool) -> str:
    rows = 2 if any(stage.transfers for stage in stages) else 1
    span = f' rowspan="{rows}"' if rows > 1 else ""
    first = "".join(_head(stage, span) for stage in stages)
    second = '<th scope="col">received</th><th scope="col">total</th>' * sum(stage.transfers for stage in stages)
    outcome = f'<th scope="col"{span} class="outcome">Outcome</th>' if last else ""
    return f'<tr><th scope="col"{span}>Name</th>{first}{outcome}</tr>' + (f"<tr>{second}</tr>" if second else "")


def _head(stage: Stage, span: str) -> str:
    quota = f"<small>Quota {stage.quota}</small>" if stage.quota else ""
    shape = 'scope="colgroup" colspan="2"' if stage.transfers else f'scope="col"{span}'
    return f"<th {shape}>Stage {stage.number}<small>{escape(stage.heading)}</small>{quota}</th>"


def _row(row: Row, group: range, table: SheetTable, *, last: bool) -> str:
    cells = "".join(_cells(row, table.stages[index]) for index in group)
    outcome = f'<td class="outcome">{escape(row.outcome)}</td>' if last else ""
    kind = "" if row.is_name else ' class="foot"'
    return f'<tr{kind}><th scope="row">{escape(row.label)}</th>{cells}{outcome}</tr>'


def _cells(row: Row, stage: Stage) -> str:
    received, total = map(_figure, row.cells[stage.number - 1])
    fate = stage.fate(row.label) if row.is_name else ""
    shown = f"<strong>{total}</strong><small>{fate}</small>" if fate and total else fate or total
    return (f"<td>{received}</td>" if stage.transfers else "") + f"<td>{shown}</td>"


def _figure(text: str) -> str:
    """Return a figure as people write it, with what a program reads beside it where the two differ."""
    plain = text.replace(",", "")
    return text if plain == text else f'<data value="{plain.removeprefix("+")}">{text}</data>'


def _decisions(table: SheetTable) -> str:
    notes = [f"Stage {stage.number}: {stage.note}" for stage in table.stages if stage.note]
    return f"<h2>Decisions</h2>{_list('ul', notes)}" if notes else ""


def _given(table: SheetTable) -> str:
    lines = [line for stage in table.stages for line in stage.given()]
    return f"<h2>{escape(table.given_title)}</h2>{_list('ul', lines)}" if lines else ""


def _again(about: Particulars) -> str:
    return f"<h2>To count again</h2><p><code>{escape(about.recount)}</code></p>" if about.recount else ""


def _signatures(signatories: Iterable[str]) -> str:
    fields = "".join(f"<span>{word}</span>" for word in ("Name", "Signature", "Date"))
    lines = "".join(f"<div><b>{escape(who)}</b>{fields}</div>" for who in signatories)
    return f'<section class="signatures"><h2>Signed</h2><p>{DECLARATION}</p>{lines}</section>' if lines else ""
