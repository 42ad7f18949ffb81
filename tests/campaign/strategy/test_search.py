"""Places are found by name or postcode; one hit is the place itself."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("SW1A 1AA", "E05013806"),
        ("sw1a1aa", "E05013806"),
        ("Barnet Vale", "E05013628"),
        ("barking & dagenham", "E09000002"),
        ("Chipping Barnet", "E14001169"),
    ],
)
def test_one_hit_is_the_place(director: Client, text: str, code: str) -> None:
    answer = director.get("/search/", {"q": text})
    assert answer.status_code == 302
    assert answer["Location"] == f"/places/{code}/"


@pytest.mark.parametrize(
    ("text", "names"), [("st james", ["St James", "St James&#x27;s"]), ("Barnet", ["Barnet Vale"])]
)
def test_a_name_that_others_begin_with_shows_them_all(director: Client, text: str, names: list[str]) -> None:
    html = director.get("/search/", {"q": text}).content.decode()
    assert all(f">{name}</a>" in html for name in names)


def test_a_name_that_repeats_gives_each_with_its_borough(director: Client) -> None:
    html = director.get("/search/", {"q": "Abbey"}).content.decode()
    assert all(f"Ward, {borough}" in html for borough in ("Barking and Dagenham", "Merton"))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Type the name of a ward"),
        ("   ", "Type the name of a ward"),
        ("qqqqzzzz", "No place in London is called “qqqqzzzz”"),
        ("M1 1AE", "M1 1AE is not a live London postcode"),
    ],
)
def test_no_hit_is_a_sentence(director: Client, text: str, sentence: str) -> None:
    answer = director.get("/search/", {"q": text})
    assert answer.status_code == 200
    assert sentence in answer.content.decode()


def test_what_was_typed_is_shown_as_text(director: Client) -> None:
    html = director.get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in html


@pytest.mark.parametrize("text", ["NW4", "n20", "EC1"])
def test_half_a_postcode_asks_for_the_whole(director: Client, text: str) -> None:
    page = director.get("/search/", {"q": text}).content.decode()
    assert f"{text.upper()} is the first half of a postcode. Give the whole one" in page
