"""What the counts of a contest must have in common: seats filled, votes within papers, winners ahead."""

from itertools import pairwise

from groundgame.electoral.contests.additions.errors import AdditionError, at_line
from groundgame.electoral.contests.additions.rows import Row
from groundgame.electoral.contests.records import Result

COUNTED_IN_ONE = {"fptp", "block"}


def check_result(result: Result, rows: list[Row]) -> None:
    """Check a contest whose rows are each right.

    Raises:
        AdditionError: if its counts contradict one another.
    """
    _check_seats(result, rows)
    _check_papers(result, rows[0].line)
    _check_votes(result, rows)
    if result.contest.rule in COUNTED_IN_ONE:
        _check_winners(rows)


def _check_seats(result: Result, rows: list[Row]) -> None:
    contest = result.contest
    elected = sum(row.elected for row in rows)
    if elected == 0:
        raise at_line(rows[0].line, f"nobody is elected in {contest.id}. Write 1 for those who were.")
    if elected > contest.seats:
        sentence = f"{elected} are elected in {contest.id}, which has seats {contest.seats}. Correct one of them."
        raise at_line(rows[0].line, sentence)
    several = [row for row in rows if row.elected > 1]
    if several and contest.rule != "dhondt":
        sentence = f"elected {several[0].elected}: a person holds one seat; only a list (rule dhondt) holds several."
        raise at_line(several[0].line, sentence)
    if contest.rule in {"fptp", "sv"} and contest.seats != 1:
        raise at_line(
            rows[0].line, f"rule {contest.rule} fills one seat, not {contest.seats}. Write block, or seats 1."
        )


def _check_papers(result: Result, line: int) -> None:
    papers = [("rejected", result.rejected), ("ballots", result.ballots), ("electorate", result.electorate)]
    stated = [(name, count) for name, count in papers if count is not None]
    for (less, fewer), (more, larger) in pairwise(stated):
        if fewer > larger:
            raise at_line(line, f"{less} {fewer} is more than {more} {larger}. Correct one of them.")


def _check_votes(result: Result, rows: list[Row]) -> None:
    if result.ballots is None:
        return
    valid = result.ballots - (result.rejected or 0)
    for row in rows:
        if row.votes is not None and row.votes > valid:
            raise at_line(row.line, f"votes {row.votes} is more than the {valid} valid papers of {row.contest}.")
    marks = valid * (result.contest.seats if result.contest.rule == "block" else 1)
    votes = sum(row.votes or 0 for row in rows)
    if votes > marks:
        raise at_line(rows[0].line, f"{votes} votes in {rows[0].contest}, where {valid} valid papers allow {marks}.")


def _check_winners(rows: list[Row]) -> None:
    losers = [row for row in rows if not row.elected and row.votes is not None]
    if not losers:
        return
    best = max(losers, key=lambda row: row.votes or 0)
    for row in rows:
        if row.elected and row.votes is not None and row.votes < (best.votes or 0):
            sentence = (
                f"{row.candidate!r} is elected with {row.votes} votes, and {best.candidate!r} is not with {best.votes}."
            )
            raise AdditionError(f"Line {row.line}: {sentence} Correct whichever is wrong.")
