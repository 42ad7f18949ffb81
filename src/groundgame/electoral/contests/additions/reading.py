"""A file of results, read whole: every row checked, then every contest."""

from collections import Counter
from collections.abc import Callable

from groundgame.electoral.contests.additions.checks import check_result
from groundgame.electoral.contests.additions.errors import at_line
from groundgame.electoral.contests.additions.layout import read_lines
from groundgame.electoral.contests.additions.placing import place_contest
from groundgame.electoral.contests.additions.rows import Row, read_row
from groundgame.electoral.contests.records import CandidateResult, Result

ONE_A_CONTEST = ("electorate", "seats", "rule", "ballots", "rejected")


def read_results(content: bytes, known: Callable[[str], bool] = lambda contest: False) -> list[Result]:
    """Return the results that a file holds, in the order of their first lines.

    `known` tells whether the record holds a contest already, which a file may not change.

    Raises:
        AdditionError: at the first line that is wrong.
    """
    contests: dict[str, list[Row]] = {}
    for line in read_lines(content):
        row = read_row(line)
        if row.contest not in contests and known(row.contest):
            sentence = f"the record has {row.contest!r} already. Take its lines out; a declared result is not changed."
            raise at_line(row.line, sentence)
        contests.setdefault(row.contest, []).append(row)
    return [_result(rows) for rows in contests.values()]


def _result(rows: list[Row]) -> Result:
    _check_names(rows)
    stated = {column: _stated(rows, column) for column in ONE_A_CONTEST}
    seats = int(stated["seats"] or 0) or sum(row.elected for row in rows)
    contest = place_contest(rows[0], seats, stated["rule"])
    candidates = tuple(
        CandidateResult(
            name=row.candidate,
            party=row.party,
            votes=row.votes,
            elected=row.elected > 0,
            seats_won=row.elected if contest.rule == "dhondt" else None,
        )
        for row in rows
    )
    result = Result(
        contest=contest,
        candidates=candidates,
        electorate=_number(stated["electorate"]),
        ballots=_number(stated["ballots"]),
        rejected=_number(stated["rejected"]),
    )
    check_result(result, rows)
    return result


def _stated(rows: list[Row], column: str) -> str | None:
    """Return what the rows of a contest say of it: any of them may, and none may say another thing."""
    said = [(row.line, str(value)) for row in rows if (value := getattr(row, column)) is not None]
    for line, value in said:
        if value != said[0][1]:
            sentence = f"{column} {value} differs from {said[0][1]} on line {said[0][0]}. Give a contest one {column}."
            raise at_line(line, sentence)
    return said[0][1] if said else None


def _number(text: str | None) -> int | None:
    return None if text is None else int(text)


def _check_names(rows: list[Row]) -> None:
    seen: Counter[str] = Counter()
    for row in rows:
        seen[row.candidate] += 1
        if seen[row.candidate] > 1:
            sentence = f"{row.candidate!r} stands twice in {row.contest}. Take one line out, or tell namesakes apart."
            raise at_line(row.line, sentence)
