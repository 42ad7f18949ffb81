"""Where the flat, the number and the street stand in an address, however it is cut into columns."""

import polars as pl
import pytest

from groundgame.campaign.register.importing.addresses import with_doors

POSTCODE = "EN5 1AA"


def door(*lines: str, postcode: str = POSTCODE) -> dict:
    return with_doors(pl.DataFrame({"postcode": [postcode], "lines": [", ".join(lines)]})).row(0, named=True)


@pytest.mark.parametrize(
    ("lines", "flat", "house", "suffix", "street"),
    [
        (("5 High Road", "London"), "", 5, "", "High Road"),
        (("5", "High Road", "London"), "", 5, "", "High Road"),
        (("5A High Road",), "", 5, "A", "High Road"),
        (("5a", "High Road"), "", 5, "A", "High Road"),
        (("5-7 High Road",), "", 5, "-7", "High Road"),
        (("Flat 1, 5 High Road",), "Flat 1", 5, "", "High Road"),
        (("Flat 1", "5 High Road"), "Flat 1", 5, "", "High Road"),
        (("Flat 1", "5", "High Road"), "Flat 1", 5, "", "High Road"),
        (("Flat 1 5 High Road",), "Flat 1", 5, "", "High Road"),
        (("First Floor Flat 10 Meadway",), "First Floor Flat", 10, "", "Meadway"),
        (("Basement Flat 10A Meadway",), "Basement Flat", 10, "A", "Meadway"),
        (("Flat 12B", "Rose Court", "12-40 High Road"), "Flat 12B, Rose Court", 12, "-40", "High Road"),
        (("1st Floor Flat", "5 High Road"), "1st Floor Flat", 5, "", "High Road"),
        (("Rose Cottage", "Church Lane"), "Rose Cottage", None, "", "Church Lane"),
        (("The Vicarage", "St. Mary's Road"), "The Vicarage", None, "", "St. Mary's Road"),
        (("Lord Nelson", "Nelson"), "", None, "", "Lord Nelson"),
        (("221 Finchley Road", "Hampstead", "London"), "", 221, "", "Finchley Road"),
    ],
)
def test_the_parts_of_an_address(lines, flat, house, suffix, street):
    found = door(*lines)
    assert (found["flat"], found["house"], found["house_suffix"], found["street"]) == (flat, house, suffix, street)


@pytest.mark.parametrize(
    "lines",
    [
        ("Flat 1", "5 High Road", "London"),
        ("Flat 1, 5 High Road", "London"),
        ("FLAT 1", "5", "HIGH ROAD"),
        ("flat 1", "5", "High Road", "Barnet", "Hertfordshire"),
    ],
)
def test_one_door_has_one_key_in_every_layout(lines):
    assert door(*lines)["address_key"] == "EN51AA|5|FLAT 1|HIGH ROAD"


def test_different_doors_have_different_keys():
    doors = [("5 High Road",), ("5A High Road",), ("Flat 1", "5 High Road"), ("Flat 2", "5 High Road"), ("5 Low Road",)]
    assert len({door(*lines)["address_key"] for lines in doors}) == len(doors)


@pytest.mark.parametrize("written", ["EN5 1AA", "en51aa", "EN51AA "])
def test_a_postcode_is_found_in_its_column_or_in_the_address(written):
    assert door("5 High Road", postcode=written.strip())["postcode"] == POSTCODE
    inside = door("5 High Road", f"London {written}", postcode="")
    assert (inside["postcode"], inside["address"]) == (POSTCODE, "5 High Road, London")
    alone = door("5 High Road", written, "London", postcode="")
    assert (alone["postcode"], alone["address"]) == (POSTCODE, "5 High Road, London")


def test_a_number_in_a_column_of_its_own_is_shown_before_its_street():
    assert door("Flat 1", "5", "High Road", "London")["address"] == "Flat 1, 5 High Road, London"


def test_no_address_is_no_door():
    found = door("", postcode="")
    assert (found["address_key"], found["postcode"], found["house"]) == ("", "", None)


def test_a_flat_and_a_house_without_a_comma_between_are_shown_apart():
    assert door("Flat 2 10 Meadway", "Barnet")["address"] == "Flat 2, 10 Meadway, Barnet"
    assert door("Flat 2 10", "Meadway")["address"] == "Flat 2, 10 Meadway"
    assert door("First Floor Flat 10 Meadway")["address"] == "First Floor Flat, 10 Meadway"
