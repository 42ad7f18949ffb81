"""The history of a place at every tier, and how each figure came to it."""

import polars as pl

from groundgame.electoral.places import Area, atlas
from groundgame.electoral.swing.elections import every, levels
from groundgame.electoral.swing.reach import How, Reach, reach

COLUMNS = {
    "contest": pl.String,
    "date": pl.Date,
    "tier": pl.String,
    "used": pl.String,
    "how": pl.String,
    "exact": pl.Boolean,
    "party": pl.String,
    "votes": pl.Int64,
    "share": pl.Float64,
    "won_seats": pl.Int64,
    "turnout": pl.Float64,
}


def history(code: str) -> pl.DataFrame:
    """Return every election that an area has figures of, newest first, one row a party.

    Columns: contest, date, tier, used, how, exact, party, votes, share, won_seats, turnout; shares and turnout are 0-1.
    `how` says where the figures come from: `own` votes, under an older code too where no resident changed; the sum of
    its `parts`; its `holder`, a larger area counted as one, which `used` names; `moved` from other boundaries, votes
    carried by where residents live, as `compare` does; or all of the `city`. `exact` is false for what is moved,
    notional or otherwise estimated; a holder's exact figures are exact for the holder. Null are the votes, seats and
    contest of what is moved, votes and turnout that were not published, and `contest` where figures are of several.

    Raises:
        UnknownAreaError: if there is no such area.
    """
    found = _best_of_each_election(atlas().area(code))
    if not found:
        return pl.DataFrame(schema=COLUMNS)
    plan = _plan(found)
    rows = _shares(plan).join(_papers(plan), on="election").join(_about(found), on="election")
    counted = pl.col("how") != How.MOVED.name.lower()
    rows = rows.with_columns(pl.when(counted).then(pl.col("votes", "won_seats", "contest")))
    shaped = rows.select(pl.col(name).cast(kind) for name, kind in COLUMNS.items())
    return shaped.sort("date", "tier", "share", "party", descending=[True, False, True, False])


def _best_of_each_election(area: Area) -> list[Reach]:
    """Return the nearest figures of each election, counted ones before notional ones."""
    ways: dict[tuple[str, str], list[Reach]] = {}
    for level in levels():
        way = reach(area, level)
        if way is not None:
            ways.setdefault((level.date.isoformat(), level.tier), []).append(way)
    return [min(each, key=lambda way: way.distance) for each in ways.values()]


def _plan(found: list[Reach]) -> pl.DataFrame:
    rows = [
        (election, way.level.key, way.how is How.PARTS, code, weight)
        for election, way in enumerate(found)
        for code, weight in sorted(way.weights.items())
    ]
    return pl.DataFrame(rows, schema=["election", "level", "parts", "area", "weight"], orient="row")


def _shares(plan: pl.DataFrame) -> pl.DataFrame:
    pieces = plan.join(every("shares"), on=["level", "area"], maintain_order="left_right")
    votes = pl.when(pl.col("votes").null_count() == 0).then(pl.col("votes").sum())
    return pieces.group_by("election", "party", maintain_order=True).agg(
        votes, pl.col("won_seats").sum(), (pl.col("share") * pl.col("weight")).sum().alias("share")
    )


def _papers(plan: pl.DataFrame) -> pl.DataFrame:
    pieces = plan.join(every("papers"), on=["level", "area"], maintain_order="left")
    unknown = pl.col("ballots").null_count() + pl.col("electorate").null_count()
    summed = pl.when(unknown == 0).then(pl.col("ballots").sum() / pl.col("electorate").sum())
    # Weights are of votes: over turnout they are of electors, and turnout is the one sum over the other.
    weight = pl.when(pl.col("turnout") > 0).then("weight")
    averaged = pl.when(weight.sum() > 0).then(weight.sum() / (weight / pl.col("turnout")).sum())
    return pieces.group_by("election", maintain_order=True).agg(
        turnout=pl.when(pl.col("parts").first()).then(summed).otherwise(averaged),
        contest=pl.when(pl.col("contest").n_unique() == 1).then(pl.col("contest").first()),
    )


def _about(found: list[Reach]) -> pl.DataFrame:
    rows = [
        (election, way.level.date, way.level.tier, way.used, way.how.name.lower(), way.exact)
        for election, way in enumerate(found)
    ]
    return pl.DataFrame(rows, schema=["election", "date", "tier", "used", "how", "exact"], orient="row")
