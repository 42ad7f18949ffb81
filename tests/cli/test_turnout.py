"""`groundgame turnout` as a person types it."""

import json

import pytest
from typer.testing import CliRunner

from groundgame.cli.main import build_app


def run(*words):
    return CliRunner().invoke(build_app({"turnout"}), ["turnout", *words])


def asked(*words):
    return json.loads(run(*words, "--json").stdout)


def test_json_has_the_keys_that_are_documented_and_every_borough():
    found = asked("mayor", "--date", "2024-05-02")
    assert list(found) == ["kind", "date", "turnout", "by", "places"]
    assert list(found["places"][0]) == ["name", "area", "electors", "turnout", "p05", "p95"]
    assert len(found["places"]) == 33
    assert all(place["p05"] < place["turnout"] < place["p95"] for place in found["places"])


@pytest.mark.parametrize(("by", "count"), [("ring", 2), ("ward", 704), ("assembly", 14), ("seat", 75)])
def test_it_prints_by_any_area(by, count):
    assert len(asked("mayor", "--date", "2024-05-02", "--by", by)["places"]) == count


@pytest.mark.parametrize("kind", ["assembly-list", "general"])
def test_the_kind_is_named_as_it_was_asked_for(kind):
    assert asked(kind, "--date", "2024-05-02", "--by", "ring")["kind"] == kind


def test_the_city_has_no_borough_election():
    names = [place["name"] for place in asked("borough", "--date", "2022-05-05")["places"]]
    assert len(names) == 32
    assert "City of London" not in names


def test_sliders_set_the_rings_and_count_the_last_elections_again():
    found = asked("mayor", "--date", "2028-05-04", "--by", "ring", "--inner", "0.5", "--outer", "0.3")
    assert {place["area"]: round(place["turnout"], 6) for place in found["places"]} == {"inner": 0.5, "outer": 0.3}
    assert [each["tier"] for each in found["last_elections"]] == ["mayor", "assembly-list", "assembly", "borough"]


def test_a_table_to_read():
    text = run("mayor", "--date", "2024-05-02", "--outer", "0.3").stdout
    assert text.startswith("Mayor, 2024-05-02: ")
    assert "Richmond upon Thames" in text
    assert "The last Assembly list at these turnouts: 1 of its results would change." in text


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["parish"], "Turnout knows no kind of contest 'parish'; there are mayor, "),
        (
            ["mayor", "--date", "2000-05-04"],
            "The record has no mayor contest in London before 2000-05-04; name a later",
        ),
        (
            ["mayor", "--date", "2028-05-04", "--as-of", "2030-01-01"],
            "--as-of 2030-01-01 is after the contest's day, 2028-05-04: name that day or an earlier one.",
        ),
        (["mayor", "--date", "2024-05-02", "--tilted"], "give --inner or --outer too"),
        (["mayor", "--date", "2024-05-02", "--outer", "45"], "outer London is a share between 0 and 1, not 45.0."),
    ],
)
def test_what_cannot_be_answered_gets_a_sentence(words, sentence):
    found = run(*words)
    assert found.exit_code == 2
    assert sentence in found.stderr
