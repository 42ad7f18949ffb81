"""Finding a place by what somebody typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundgame.electoral.places import atlas


@pytest.mark.parametrize(
    ("text", "name", "boundary_set"),
    [
        ("st james", "St James", "ward22"),
        ("Saint James's", "St James's", "ward22"),
        ("Barking & Dagenham", "Barking and Dagenham", "borough"),
        ("barking and dagenam", "Barking and Dagenham", "borough"),
        ("London Borough of Barnet", "Barnet", "borough"),
        ("islingtn north", "Islington North", "pcon24"),
        ("st. pancras & somers town", "St Pancras & Somers Town", "ward22"),
        ("kings cross", "King's Cross", "ward22"),
        ("king’s cross", "King's Cross", "ward22"),
        ("mitcham and mordon", "Mitcham and Morden", "pcon24"),
        ("hornsea", "Hornsey", "ward22"),
        ("LAMBETH AND SOUTHWARK", "Lambeth and Southwark", "lac"),
        ("london", "London", "city"),
        ("E09000003", "Barnet", "borough"),
        ("e05013806", "St James's", "ward22"),
    ],
)
def test_the_first_answer_is_the_place_meant(text: str, name: str, boundary_set: str) -> None:
    first = atlas().search(text)[0]
    assert (first.name, first.boundary_set) == (name, boundary_set)


def test_a_name_that_wards_share_gives_each_of_them() -> None:
    boroughs = {atlas().area(area.borough).name for area in atlas().search("Abbey") if area.name == "Abbey"}
    assert boroughs == {"Barking and Dagenham", "Merton"}


def test_a_borough_after_the_name_tells_them_apart() -> None:
    (area,) = atlas().search("Abbey, Merton")
    assert atlas().area(area.borough).name == "Merton"


def test_only_areas_of_today_are_found() -> None:
    # Brent Central was abolished in 2024.
    assert "Brent Central" not in {area.name for area in atlas().search("Brent Central")}


@pytest.mark.parametrize("text", ["", "   ", "xyzzy", "!!!", "Manchester", "Edinburgh"])
def test_what_is_like_no_place_finds_none(text: str) -> None:
    assert atlas().search(text) == []


@given(st.text(max_size=30), st.integers(1, 5))
def test_any_text_is_answered_within_the_limit(text: str, limit: int) -> None:
    assert len(atlas().search(text, limit)) <= limit


def test_every_place_is_found_by_its_own_name() -> None:
    for boundary_set in ("borough", "lac", "pcon24"):
        for area in atlas().areas(boundary_set):
            assert area in atlas().search(area.name)
