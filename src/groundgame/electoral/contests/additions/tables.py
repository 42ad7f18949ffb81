"""A user's own results in the shapes of the packaged tables."""

from pathlib import Path

import polars as pl

from groundgame.electoral.contests.additions.store import added_results
from groundgame.electoral.contests.records import Contest, Result
from groundgame.electoral.places.atlas import UnknownAreaError, atlas

PREFIX = "added:"


def added_tables(home: Path, index: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, pl.DataFrame]]:
    """Return the index with the added contests joined, and the added tables of results by name.

    A contest that the package has come to hold since it was added is the package's.

    Raises:
        AdditionError: if an added file has been changed.
    """
    tables: dict[str, pl.DataFrame] = {}
    rows = []
    for path, results in added_results(home):
        name = f"{PREFIX}{path.stem}"
        tables[name] = _candidates(results)
        rows += [_contest(result) | {"results": name} for result in results]
    if not rows:
        return index, tables
    added = pl.DataFrame(rows, schema=index.schema)
    added = added.filter(~pl.col("id").is_in(index["id"].implode())).unique("id", keep="first", maintain_order=True)
    return pl.concat([index, added]).sort("date", "id"), tables


def _contest(result: Result) -> dict[str, object]:
    contest = result.contest
    return {
        "id": contest.id,
        "date": contest.date,
        "tier": contest.tier,
        "area": contest.area,
        "boundary_set": contest.boundary_set,
        "within": _within(contest),
        "rule": contest.rule,
        "seats": contest.seats,
        "electorate": result.electorate,
        "ballots": result.ballots,
        "rejected": result.rejected,
    }


def _within(contest: Contest) -> str | None:
    try:
        area = atlas().area(contest.area, contest.boundary_set)
    except UnknownAreaError:
        return None
    return area.borough if contest.tier == "borough" else atlas().areas("city")[0].code


def _candidates(results: list[Result]) -> pl.DataFrame:
    schema = {
        "contest": pl.String,
        "name": pl.String,
        "party": pl.String,
        "votes": pl.Int32,
        "elected": pl.Boolean,
        "seats_won": pl.Int16,
    }
    rows = [
        (result.contest.id, each.name, each.party, each.votes, each.elected, each.seats_won)
        for result in results
        for each in result.candidates
    ]
    return pl.DataFrame(rows, schema=schema, orient="row")
