"""Counts of any areas carried onto any other boundaries, raked so that what is known of the totals holds."""

import polars as pl

from groundgame.electoral.places.raking import rake

KEY = ["from", "party"]


class CarryError(ValueError):
    """Counts cannot be carried as asked: an area is outside the crosswalk, or a figure is impossible."""


def carry(
    counts: pl.DataFrame,
    pieces: pl.DataFrame,
    *,
    shape: pl.DataFrame | None = None,
    sizes: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Return counts in the areas of another boundary set: area, party and votes, which are fractions of votes.

    Every party's votes in every old area are shared out among its pieces and none is lost: the sums of the votes by
    old area, and so by party, are those of `counts` to within a thousand-millionth. `whole_votes` rounds them without
    losing that.

    Args:
        counts: area, party and votes (at least 0), one row an old area and party.
        pieces: from, to and share_of_from (0-1, by residents), as `crosswalk` gives them; each old area's are taken to
            add up to 1.
        shape: area, party and rate: how many votes a resident of each new area is thought to give each party, from
            other evidence; or from, to, party and rate of each piece, as `shape_by_clues` gives them. Only its
            proportions within an old area matter. None, and a party without a rate in any of an old area's pieces, is
            spread by residents alone.
        sizes: area and votes of those new areas of which all votes are known or estimated. They are met as far as the
            old areas' totals allow, and those are met exactly.

    Raises:
        CarryError: if an old area with votes has no piece, a count or rate is below zero, or a row stands twice.

    >>> old = pl.DataFrame({"area": ["A"], "party": ["x"], "votes": [90]})
    >>> halves = pl.DataFrame({"from": ["A", "A"], "to": ["B", "C"], "share_of_from": [0.5, 0.5]})
    >>> evidence = pl.DataFrame({"area": ["B", "C"], "party": ["x", "x"], "rate": [0.2, 0.1]})
    >>> carry(old, halves, shape=evidence)["votes"].round(6).to_list()
    [60.0, 30.0]
    """
    _check(counts, pieces, shape)
    _check_once(counts, ["area", "party"])
    placed = _placed(counts, pieces, shape)
    if sizes is not None:
        _check_once(sizes, ["area"])
        known = placed.join(
            sizes.select(pl.col("area").alias("to"), pl.col("votes").alias("size")), on="to", how="left"
        )
        placed = placed.with_columns(rake(known, "votes", KEY, "size", "to").alias("votes"))
    return placed.group_by(pl.col("to").alias("area"), "party").agg(pl.col("votes").sum()).sort("area", "party")


def whole_votes(counts: pl.DataFrame) -> pl.DataFrame:
    """Return counts rounded to whole votes, so that every party keeps its total, itself rounded.

    The largest remainders of a party are rounded up, the first area by code deciding between equals. `counts` has
    area, party and votes.
    """
    whole = pl.col("votes").floor()
    spare = (pl.col("votes").sum().round() - whole.sum()).over("party")
    order = (pl.col("votes") - whole).round(9).rank("ordinal", descending=True).over("party")
    return counts.sort("area", "party").with_columns((whole + (order <= spare)).cast(pl.Int64).alias("votes"))


def _placed(counts: pl.DataFrame, pieces: pl.DataFrame, shape: pl.DataFrame | None) -> pl.DataFrame:
    """Return from, to, party and votes of each piece."""
    cut = pieces.select("from", "to", weight="share_of_from")
    rows = counts.select("party", pl.col("votes").cast(pl.Float64), pl.col("area").alias("from")).join(cut, on="from")
    rates = pl.lit(1.0)
    if shape is not None:
        told = shape.rename({"area": "to"}) if "area" in shape.columns else shape
        rows = rows.join(told, on=[name for name in told.columns if name != "rate"], how="left")
        rates = pl.col("rate").fill_null(0.0)
    weight = pl.col("weight")
    shaped = weight * rates
    used = pl.when(shaped.sum().over(KEY) > 0).then(shaped).otherwise(weight)
    votes = (pl.col("votes") * used / used.sum().over(KEY)).alias("votes")
    return rows.with_columns(votes).select("from", "to", "party", "votes").sort("from", "to", "party")


def _check(counts: pl.DataFrame, pieces: pl.DataFrame, shape: pl.DataFrame | None) -> None:
    lost = counts.filter(pl.col("votes") > 0).join(pieces, left_on="area", right_on="from", how="anti")
    if not lost.is_empty():
        code = lost["area"].sort()[0]
        raise CarryError(f"The area {code!r} has votes and no piece in the crosswalk: give one from its boundary set.")
    for word, name, frame in (("count", "votes", counts), ("rate", "rate", shape)):
        if frame is not None:
            _check_numbers(word, frame.select("area" if "area" in frame.columns else "to", name))


def _check_once(frame: pl.DataFrame, key: list[str]) -> None:
    for row in frame.filter(frame.select(key).is_duplicated()).select(key).head(1).iter_rows():
        named = " and ".join(f"the {word} {value!r}" for word, value in zip(key, row, strict=True))
        raise CarryError(f"There are two rows of {named}: give one.")


def _check_numbers(word: str, frame: pl.DataFrame) -> None:
    number = pl.last().cast(pl.Float64)
    for area, value in frame.filter(~(number.is_finite() & (number >= 0))).head(1).iter_rows():
        raise CarryError(f"The area {area!r} has a {word} of {value}: give a number that is at least 0.")
