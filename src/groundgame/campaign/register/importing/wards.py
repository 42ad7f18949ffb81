"""The ward of each polling district, by where most of its electors' postcodes lie: Xpress files name no ward."""

import polars as pl

from groundgame.campaign.register.importing.errors import RegisterFileError
from groundgame.electoral.places import atlas, postcodes_of

LEAST_SHARE_INSIDE = 0.5
SAMPLE = 400


def with_ward(rows: pl.DataFrame, borough: str) -> pl.DataFrame:
    """Return the rows (`polling_district`, `postcode`) with the ward of the district.

    Raises:
        RegisterFileError: if most postcodes lie outside the borough, or a district cannot be placed.
    """
    live = postcodes_of(atlas().wards_within(borough)).select("postcode", "ward")
    counted = rows.group_by("polling_district", "postcode").len("electors").join(live, on="postcode", how="left")
    _check_borough(counted, borough)
    by_ward = counted.filter(pl.col("ward").is_not_null()).group_by("polling_district", "ward").agg(pl.sum("electors"))
    most = by_ward.sort("polling_district", "electors", "ward", descending=[False, True, False]).unique(
        "polling_district", keep="first"
    )
    wards = dict(most.select("polling_district", "ward").iter_rows())
    for district in sorted(set(rows["polling_district"].unique()) - set(wards)):
        wards[district] = _like(district, wards)
    return rows.with_columns(ward=pl.col("polling_district").replace_strict(wards, return_dtype=pl.String))


def with_ward_of_district(rows: pl.DataFrame, borough: str, known: dict[str, str]) -> pl.DataFrame:
    """Return an update's rows with the ward of their district: where it is known to lie, or else as `with_ward` does.

    Raises:
        RegisterFileError: if a district can be placed by neither.
    """
    new = rows.filter(pl.col("postcode") != "", ~pl.col("polling_district").is_in(sorted(known)))
    placed = dict(with_ward(new, borough).select("polling_district", "ward").iter_rows()) if new.height else {}
    wards = known | placed
    for district in sorted(set(rows["polling_district"].unique()) - set(wards)):
        wards[district] = _like(district, wards)
    return rows.with_columns(ward=pl.col("polling_district").replace_strict(wards, return_dtype=pl.String))


def _like(district: str, wards: dict[str, str]) -> str:
    """Return the ward of the placed districts whose letters begin alike: districts of a ward share their first."""
    shared = {known: _shared_letters(district, known) for known in wards}
    longest = max(shared.values(), default=0)
    nearest = {wards[known] for known, length in shared.items() if length == longest > 0}
    if len(nearest) == 1:
        return nearest.pop()
    raise RegisterFileError(
        f"Polling district {district!r} has no elector at a live postcode of the borough, so its ward is unknown. "
        "Check the postcodes of its rows."
    )


def _shared_letters(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _check_borough(counted: pl.DataFrame, borough: str) -> None:
    given = counted.filter(pl.col("postcode") != "")
    inside = given.filter(pl.col("ward").is_not_null())["electors"].sum()
    total = int(given["electors"].sum())
    name = atlas().area(borough).name
    if total == 0:
        raise RegisterFileError(f"No row has a postcode, so no polling district can be placed in {name}.")
    if inside < LEAST_SHARE_INSIDE * total:
        raise RegisterFileError(
            f"Of {total:,} electors with a postcode {inside:,} live in {name}. {_where_else(given)}"
        )


def _where_else(given: pl.DataFrame) -> str:
    """Return which borough most of a sample of the postcodes lie in, or that they are none, as a sentence."""
    texts = given["postcode"].sort()
    places = [atlas().postcode(text) for text in texts.gather_every(max(1, given.height // SAMPLE))]
    boroughs = [place.borough for place in places if place is not None]
    if not boroughs:
        return (
            f"None of the postcodes is a live one of London (the first is {texts[0]}). Look whether the file is "
            "London's, and whether its postcodes stand whole in their column."
        )
    likely = max(sorted(set(boroughs)), key=boroughs.count)
    return f"Most live in {atlas().area(likely).name}: choose the file's borough."
