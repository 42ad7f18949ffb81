"""How a contest, a list of contests or a table of the record is printed: as JSON, or as a table to read."""

import json
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

from groundgame.electoral.contests import Contest, Result, parties
from groundgame.electoral.places.tables import TableInfo

WIDEST = 160


def sheet_console() -> Console:
    """Return a console that, where it writes to a file or a pipe, does not cut a long id."""
    console = Console(highlight=False, markup=False)
    return console if console.is_terminal else Console(highlight=False, markup=False, width=WIDEST)


def result_json(result: Result, source: str) -> str:
    """Return a contest and its declared result as JSON; second choices and a final round only where there were any."""
    contest = result.contest
    fields: dict[str, object] = {
        **_contest_fields(contest),
        "electorate": result.electorate,
        "candidates": [_candidate_fields(result, index) for index in range(len(result.candidates))],
    }
    if result.second_choices:
        fields["second_choices"] = result.second_choices
    if result.final_round:
        fields["final_round"] = result.final_round
    return _json(fields | {"source": source})


def contests_json(contests: Iterable[Contest]) -> str:
    """Return contests as JSON, without their candidates."""
    return _json([_contest_fields(contest) | {"tier": contest.tier, "area": contest.area} for contest in contests])


def tables_json(infos: Iterable[TableInfo]) -> str:
    """Return the packaged tables' information as JSON."""
    return _json([_table_fields(info) for info in infos])


def result_sheet(result: Result) -> Table:
    """Return a contest's candidates as a table to read."""
    extra = {"second choices": result.second_choices, "final round": result.final_round}
    more = {name: counts for name, counts in extra.items() if counts}
    sheet = Table(box=None)
    for name in ("candidate", "party", "votes", *more, "elected"):
        sheet.add_column(name, justify="right" if name in {"votes", *more} else "left")
    for each in result.candidates:
        counts = [_number(each.votes), *(_number(column.get(each.name)) for column in more.values())]
        won = str(each.seats_won or "elected") if each.elected else ""
        sheet.add_row(each.name, parties()[each.party].name, *counts, won)
    return sheet


def result_heading(result: Result) -> str:
    """Return a line on a contest: its rule, its seats, and its papers where they were published."""
    contest = result.contest
    counts = {"electorate": result.electorate, "papers": result.ballots, "rejected": result.rejected}
    stated = [f"{name} {count:,}" for name, count in counts.items() if count is not None]
    return f"{contest.id}: {', '.join([contest.rule, f'seats {contest.seats}', *stated])}"


def contests_text(contests: Iterable[Contest]) -> str:
    """Return contests, a line each. There may be ten thousand: a table drawn by Rich would take seconds."""
    chosen = list(contests)
    width = max((len(contest.id) for contest in chosen), default=0)
    lines = [f"{each.id:<{width}}  {each.date}  {each.rule:<6}  seats {each.seats:>2}" for each in chosen]
    return "\n".join(lines) or "The record has no such contest."


def tables_sheet(infos: Iterable[TableInfo]) -> Table:
    """Return the packaged tables as a table to read."""
    sheet = Table(box=None)
    for name in ("table", "rows", "what", "publisher", "licence", "sha256"):
        sheet.add_column(name, justify="right" if name == "rows" else "left")
    for info in infos:
        sheet.add_row(info.name, f"{info.rows:,}", info.title, info.publisher, info.licence, info.sha256[:12])
    return sheet


def table_text(info: TableInfo) -> str:
    """Return what a packaged table is and where it comes from, a line a fact."""
    return "\n".join(f"{name:<10} {value}" for name, value in _table_fields(info).items())


def _contest_fields(contest: Contest) -> dict[str, object]:
    return {"id": contest.id, "date": contest.date.isoformat(), "rule": contest.rule, "seats": contest.seats}


def _candidate_fields(result: Result, index: int) -> dict[str, object]:
    each = result.candidates[index]
    fields: dict[str, object] = {"name": each.name, "party": each.party, "votes": each.votes, "elected": each.elected}
    return fields if each.seats_won is None else fields | {"seats_won": each.seats_won}


def _table_fields(info: TableInfo) -> dict[str, object]:
    return {name: getattr(info, name) for name in ("name", "title", "rows", "source", "publisher", "licence", "sha256")}


def _number(count: int | None) -> str:
    return "" if count is None else f"{count:,}"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
