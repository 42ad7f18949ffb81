"""Finding a place by its postcode."""

from pathlib import Path

import polars as pl
import pytest

from groundgame.electoral.places import atlas, normalise_postcode, postcodes_of, read_table


@pytest.mark.parametrize("text", ["SW1A 1AA", "sw1a1aa", " sw1a  1aa ", "Sw 1a1 AA", "SWIA 1AA"])
def test_the_palace_is_found_however_it_is_typed(text: str) -> None:
    place = atlas().postcode(text)
    assert place is not None
    assert place.postcode == "SW1A 1AA"
    names = [atlas().area(code).name for code in (place.ward, place.borough, place.westminster, place.assembly)]
    assert names == ["St James's", "Westminster", "Cities of London and Westminster", "West Central"]
    assert (place.latitude, place.longitude) == (51.50101, -0.14159)


@pytest.mark.parametrize("text", ["", "SW1A", "st james", "M1 1AE", "SW1A 1ZZ", "ZZ99 9ZZ", "AAA"])
def test_what_is_no_live_postcode_of_london_is_none(text: str) -> None:
    assert atlas().postcode(text) is None


def test_normalising_says_whether_it_has_the_form_of_a_postcode() -> None:
    assert normalise_postcode("m11ae") == "M1 1AE"
    assert normalise_postcode("Abbey Road") is None


def test_every_tenth_thousandth_postcode_is_where_the_published_file_has_it(shared_data: Path) -> None:
    columns = ["postcode", "ward22", "borough", "pcon24", "lac", "lat", "lon", "street_nearest"]
    file = pl.read_csv(shared_data / "geo" / "lookups" / "london_postcodes.csv.gz", columns=columns)
    for row in file[::10_000].iter_rows(named=True):
        place = atlas().postcode(row["postcode"])
        assert place is not None
        assert (place.ward, place.borough, place.westminster) == (row["ward22"], row["borough"], row["pcon24"])
        assert (place.assembly, place.street) == (row["lac"], row["street_nearest"])
        assert place.latitude == pytest.approx(row["lat"], abs=0.00001)
        assert place.longitude == pytest.approx(row["lon"], abs=0.00001)


def test_the_table_is_sorted_for_halving_and_the_first_and_last_are_found() -> None:
    written = read_table("postcodes")["postcode"]
    assert written.is_sorted()
    assert written.n_unique() == written.len() == 180_601
    assert atlas().postcode(written[0]) is not None
    assert atlas().postcode(written[-1]) is not None


def test_the_postcodes_of_some_wards_are_theirs_alone() -> None:
    wards = atlas().wards_within("E09000003")
    frame = postcodes_of(wards)
    assert set(frame["ward"]) == wards
    assert frame["latitude"].is_between(51.5, 51.7).all()
    assert frame["street"].str.len_chars().min() > 0
