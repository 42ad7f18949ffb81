"""One election's votes on the areas of another boundary set: its own, summed, or carried by where residents live."""

from functools import cache

import polars as pl

from groundgame.electoral.places import TableError, atlas, carry, crosswalk
from groundgame.electoral.swing.elections import areas_ever, is_whole
from groundgame.electoral.swing.levels import Level
from groundgame.electoral.swing.nesting import parts_of
from groundgame.electoral.swing.old_seats import borough_of_old_seat, one_name

SCHEMA = {"area": pl.String, "party": pl.String, "strength": pl.Float64, "share": pl.Float64, "estimated": pl.Boolean}
SAME_AREA = 0.999
MOST_RESIDENTS = 0.9
"""An area of which fewer residents voted is not known: a neighbour's sliver says nothing of it."""

OLD_SEATS = ("pcon74", "pcon83")
NESTING = ("borough", "lac", "city")


def own(level: Level) -> pl.DataFrame:
    """Return area, party, strength, share (0-1) and estimated of a level, in its own areas."""
    named = level.shares.with_columns(pl.col("area").replace(one_name()))
    rows = named.with_columns(pl.col("strength").fill_null(float("nan")), estimated=pl.lit(not level.counted))
    return rows.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())


def summed(level: Level, boundary_set: str) -> pl.DataFrame | None:
    """Return the same for the boroughs, Assembly constituencies or city that a level's areas make up, or None.

    Only areas all of whose parts voted are kept. None too where shares alone were published, as they cannot be summed.
    """
    if boundary_set not in NESTING or boundary_set == level.boundary_set or level.shares["strength"].has_nulls():
        return None
    if boundary_set == "city":
        [city] = atlas().areas("city")
        rows = own(level).with_columns(to=pl.lit(city.code)) if is_whole(level) else own(level).clear()
    else:
        holders, rows = _holders(level.boundary_set, level.tier, boundary_set), own(level)
        voted = pl.col("area").is_in(rows["area"].unique().implode()).all()
        whole = holders.group_by("to").agg(voted=voted).filter("voted")
        rows = rows.join(holders.join(whole, on="to", how="semi"), on="area")
    return None if rows.is_empty() else _as_shares(rows, pl.col("estimated").any())


def carried(level: Level, boundary_set: str) -> pl.DataFrame | None:
    """Return the same with each party's votes carried to other boundaries as residents of 2021 lie, or None.

    Nothing is carried from large areas to smaller ones, and only areas nearly all of whose residents voted are kept:
    some contests say nothing of what lies mostly outside them. What kept its residents under a new code is no estimate.
    """
    if not level.boundary_set.startswith(("ward", "pcon")) or not boundary_set.startswith(("ward", "pcon", "borough")):
        return None
    if level.boundary_set.startswith("pcon") and boundary_set.startswith("ward"):
        return None
    try:
        pieces = crosswalk(level.boundary_set, boundary_set)
    except TableError:
        return None
    known = own(level).join(pieces.select(area="from").unique(), on="area", how="semi")
    whole = _voted_in(pieces, known)
    if whole.is_empty():
        return None
    moved = carry(known.select("area", "party", votes="strength"), pieces).rename({"area": "to", "votes": "strength"})
    moved = moved.join(whole, on="to", how="semi")
    same = pieces.filter((pl.col("share_of_from") > SAME_AREA) & (pl.col("share_of_to") > SAME_AREA))
    exact = same.join(known.filter(~pl.col("estimated")).select(pl.col("area").alias("from")).unique(), on="from")
    return _as_shares(
        moved.with_columns(estimated=~pl.col("to").is_in(exact["to"].implode())), pl.col("estimated").any()
    )


def _voted_in(pieces: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Return, as `to`, the areas nearly all of whose residents live in an area that voted."""
    voted = pieces.join(known.select(pl.col("area").alias("from")).unique(), on="from", how="semi")
    return voted.group_by("to").agg(pl.col("share_of_to").sum()).filter(pl.col("share_of_to") >= MOST_RESIDENTS)


def _as_shares(rows: pl.DataFrame, estimated: pl.Expr) -> pl.DataFrame:
    of_area = rows.group_by(area="to").agg(estimated=estimated)
    sums = (
        rows.sort("to", "party", "strength")
        .group_by("party", area="to", maintain_order=True)
        .agg(pl.col("strength").sum())
    )
    shares = sums.with_columns(share=pl.col("strength") / pl.col("strength").sum().over("area"))
    return shares.filter(pl.col("strength") > 0).join(of_area, on="area").select(*SCHEMA).sort("area", "party")


@cache
def _holders(from_set: str, tier: str, to_set: str) -> pl.DataFrame:
    """Return area and to: which areas that ever voted make up each area of a larger set."""
    voting = sorted(areas_ever(tier, from_set))
    if from_set in OLD_SEATS:
        pairs = [(one_name().get(code, code), borough_of_old_seat()[code]) for code in voting if to_set == "borough"]
    else:
        wholes = {each.code: parts_of(each, from_set) for each in atlas().areas(to_set)}
        pairs = [(code, whole) for whole, parts in wholes.items() for code in voting if code in parts]
    return pl.DataFrame(pairs, schema={"area": pl.String, "to": pl.String}, orient="row").unique()
