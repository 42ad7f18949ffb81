"""Who lives in the areas of a boundary set: the census of 2021 and the referendum of 2016, as standardised figures."""

from functools import cache

import polars as pl

from groundgame.electoral.contests import record
from groundgame.electoral.places import TableError, census, crosswalk
from groundgame.electoral.swing.comparing.carrying import OLD_SEATS
from groundgame.electoral.swing.old_seats import borough_of_old_seat

CARRIED_FROM = "ward18"
"""The finest boundary set with a census that has a crosswalk to every set that has none."""

TENURES = ("owned_outright", "mortgaged", "shared_ownership", "private_rented", "rent_free", "council_rented")
HOUSEHOLDS = [*(f"tenure_{name}" for name in TENURES), "tenure_other_social_rented"]
OF_RESIDENTS = {
    "young": ["age_16_24", "age_25_34"],
    "old": ["age_65_over"],
    "white": ["ethnicity_white"],
    "black": ["ethnicity_black"],
    "asian": ["ethnicity_asian"],
    "muslim": ["religion_muslim"],
    "hindu": ["religion_hindu"],
    "jewish": ["religion_jewish"],
    "no religion": ["religion_none"],
}
OF_HOUSEHOLDS = {
    "owners": ["tenure_owned_outright", "tenure_mortgaged"],
    "social tenants": ["tenure_council_rented", "tenure_other_social_rented"],
    "private tenants": ["tenure_private_rented"],
    "detached and semi-detached": ["home_detached", "home_semi_detached"],
}


@cache
def people(boundary_set: str) -> pl.DataFrame | None:
    """Return area and what its people are (shares 0-1 of residents or households; deprivation, a score), or None.

    A set without a census has that of the wards of 2018, carried by residents. `leave` (0-1) is the vote of 2016 as
    estimated by seat, carried likewise; a borough's as counted. A seat of 1974-1992 has the people of its borough. None
    where there is no crosswalk.
    """
    if boundary_set in OLD_SEATS:
        return _of_boroughs(boundary_set)
    try:
        counts = census(boundary_set).rename({"code": "area"})
    except TableError:
        try:
            counts = _carried(crosswalk(CARRIED_FROM, boundary_set))
        except TableError:
            return None
    return _shares(counts).join(_leave(boundary_set), on="area", how="left").fill_null(strategy="mean").sort("area")


def _of_boroughs(boundary_set: str) -> pl.DataFrame:
    """Give each seat of 1974-1992, of which there are no boundaries, the people of its borough."""
    seats = [pair for pair in sorted(borough_of_old_seat().items()) if pair[0].startswith(boundary_set)]
    boroughs = census("borough").rename({"code": "area"})
    known = _shares(boroughs).join(_leave("borough"), on="area").rename({"area": "borough"})
    return pl.DataFrame(seats, schema=["area", "borough"], orient="row").join(known, on="borough").drop("borough")


def _carried(pieces: pl.DataFrame) -> pl.DataFrame:
    old = census(CARRIED_FROM).with_columns(pl.col("deprivation_score") * pl.col("residents"))
    rows = old.join(pieces.select("to", "share_of_from", code="from"), on="code").drop("code", "income_deprived_share")
    numbers = [name for name in rows.columns if name not in ("to", "share_of_from")]
    sums = rows.group_by(area="to").agg((pl.col(numbers) * pl.col("share_of_from")).sum())
    return sums.with_columns(pl.col("deprivation_score") / pl.col("residents"))


def _shares(counts: pl.DataFrame) -> pl.DataFrame:
    residents = {name: _sum(columns) / pl.col("residents") for name, columns in OF_RESIDENTS.items()}
    households = {name: _sum(columns) / _sum(HOUSEHOLDS) for name, columns in OF_HOUSEHOLDS.items()}
    return counts.select("area", deprivation="deprivation_score", **residents, **households)


def _sum(columns: list[str]) -> pl.Expr:
    return pl.sum_horizontal(columns)


def _leave(boundary_set: str) -> pl.DataFrame:
    seats = record().frame("referendum_2016_by_seat").select("area", "leave")
    if boundary_set == "pcon24":
        return seats
    if boundary_set == "borough":
        counted = record().frame("referendum_2016")
        return counted.select("area", leave=pl.col("leave") / (pl.col("leave") + pl.col("remain")))
    pieces = crosswalk("pcon24", boundary_set).rename({"from": "area"}).join(seats, on="area")
    weighted = (pl.col("leave") * pl.col("share_of_to")).sum() / pl.col("share_of_to").sum()
    return pieces.group_by(area="to").agg(leave=weighted)
