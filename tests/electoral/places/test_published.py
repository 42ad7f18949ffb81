"""Our centres, best fits and crosswalks against those that were published."""

from pathlib import Path

import polars as pl
import pytest

from groundgame.electoral.places import TableError, atlas, census, crosswalk, pcon05_code

PAIRS = [
    ("ward02", "ward18"),
    ("ward02", "ward22"),
    ("ward14", "ward18"),
    ("ward14", "ward22"),
    ("ward18", "ward22"),
    ("ward18", "pcon10"),
    ("ward18", "pcon24"),
    ("ward22", "pcon10"),
    ("ward22", "pcon24"),
    ("pcon10", "pcon24"),
]


# The published files leave out what is less than this share of the area on the left, and round to five places.
LEFT_OUT = 0.0005
ROUNDING = 0.00005


def assert_published(ours: pl.DataFrame, theirs: pl.DataFrame) -> None:
    columns = ["from", "to", "share_of_from", "share_of_to"]
    both = ours.select(columns).join(theirs.select(columns), on=["from", "to"], how="full", suffix="_theirs")
    assert both["from"].null_count() == 0, "a published pair is missing"
    assert (both.filter(pl.col("from_theirs").is_null())["share_of_from"] < LEFT_OUT).all()
    for share in ("share_of_from", "share_of_to"):
        assert (both[share] - both[f"{share}_theirs"]).abs().max() < ROUNDING


@pytest.mark.parametrize(("from_set", "to_set"), PAIRS)
def test_a_crosswalk_is_the_published_one(from_set: str, to_set: str, shared_data: Path) -> None:
    theirs = pl.read_csv(shared_data / "geo" / "lookups" / f"xwalk_{from_set}__{to_set}.csv")
    assert_published(crosswalk(from_set, to_set), theirs.rename({from_set: "from", to_set: "to"}))


def test_the_crosswalk_of_seats_that_have_names_only_is_the_published_one(shared_data: Path) -> None:
    theirs = pl.read_csv(shared_data / "geo" / "lookups" / "xwalk_pcon2005_name__pcon10.csv")
    code = pl.col("pcon2005_name").map_elements(pcon05_code, return_dtype=pl.String).alias("from")
    assert_published(crosswalk("pcon05", "pcon10"), theirs.with_columns(code).rename({"pcon10": "to"}))


@pytest.mark.parametrize(("from_set", "to_set"), [*PAIRS, ("pcon24", "ward22"), ("lac", "pcon05"), ("borough", "lac")])
def test_the_shares_of_every_area_add_up_to_one(from_set: str, to_set: str) -> None:
    table = crosswalk(from_set, to_set)
    for end, share, boundary_set in (("from", "share_of_from", from_set), ("to", "share_of_to", to_set)):
        sums = table.group_by(end).agg(pl.col(share).sum())
        assert set(sums[end]) == {area.code for area in atlas().areas(boundary_set)}
        assert (sums[share] - 1).abs().max() < 1e-9


def test_a_crosswalk_turned_round_has_its_shares_turned_round() -> None:
    there = set(crosswalk("ward18", "pcon24").select("from", "to", "share_of_from", "share_of_to").rows())
    back = set(crosswalk("pcon24", "ward18").select("to", "from", "share_of_to", "share_of_from").rows())
    assert there == back


def test_crosswalks_that_there_are_not_are_refused() -> None:
    with pytest.raises(TableError, match="no crosswalk from 'ward22' to 'parish'"):
        crosswalk("ward22", "parish")
    with pytest.raises(TableError, match="'ward22' was given twice"):
        crosswalk("ward22", "ward22")


def test_best_fits_are_the_published_ones(shared_data: Path) -> None:
    published = pl.read_csv(shared_data / "geo" / "lookups" / "ward2022_borough_lac_pcon.csv")
    for ward, *theirs in published.select("ward22", "borough", "lac", "pcon24_best").rows():
        ours = atlas().containing(ward)
        assert [ours["borough"], ours["assembly"], ours["westminster"]] == theirs, ward


@pytest.mark.parametrize("boundary_set", ["borough", "lac", "pcon24", "ward18", "ward22"])
def test_the_census_is_the_published_one_to_the_person(boundary_set: str, shared_data: Path) -> None:
    published = pl.read_csv(shared_data / "geo" / "demographics" / f"{boundary_set}_census2021_from_lsoa.csv")
    both = census(boundary_set).join(published, left_on="code", right_on=boundary_set, validate="1:1")
    assert both.height == len(atlas().areas(boundary_set))
    assert (both["residents"] - both["census_population"]).abs().max() <= 0.5
    assert (both["religion_muslim"] - both["relig: Muslim"]).abs().max() <= 0.5
    rented = (
        both["tenure: Private rented: Private landlord or letting agency"]
        + both["tenure: Private rented: Other private rented"]
    )
    assert (both["tenure_private_rented"] - rented).abs().max() <= 0.5


def test_the_ages_of_the_city_are_its_boroughs_ages() -> None:
    ages = ["age_0_15", "age_16_24", "age_25_34", "age_35_49", "age_50_64", "age_65_over"]
    city = census("city")
    assert city.select(ages).row(0) == tuple(census("borough").select(ages).sum().row(0))
    # Each age group of each borough was rounded to whole people.
    assert abs(sum(city.select(ages).row(0)) - city["residents"].item()) <= 6 * 33


def test_a_census_that_there_is_not_is_refused() -> None:
    with pytest.raises(TableError, match="no census of 'ward02'; there is one of borough, city"):
        census("ward02")
