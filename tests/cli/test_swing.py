"""`groundgame swing` as a person types it."""

import json

import pytest
from typer.testing import CliRunner

from groundgame.cli.main import build_app

KEYS = ["from", "to", "boundary_set", "measure", "estimated", "between", "butler_points", "steed_points", "total"]
RANKED = {"change", "expected", "raw", "departure", "p05", "p95", "rank", "rank_p05", "rank_p95", "chance_top_10"}


def run(*words):
    return CliRunner().invoke(build_app({"swing"}), ["swing", *words])


@pytest.fixture(scope="module")
def in_2005():
    return json.loads(run("general:2001", "general:2005", "--json").stdout)


def test_json_has_the_keys_that_are_documented(in_2005):
    assert list(in_2005) == [*KEYS, "places", "tide", "notes"]
    assert in_2005["from"] == {"name": "general:2001", "tier": "parliament", "year": 2001, "date": "2001-06-07"}
    assert set(in_2005["tide"]["places"][0]) > RANKED


def test_the_facts_of_2005(in_2005):
    assert round(in_2005["butler_points"], 2) == 4.93
    swings = {place["name"]: round(place["butler_points"], 2) for place in in_2005["places"]}
    assert list(swings)[1] == "Enfield North"
    assert (swings["Enfield North"], swings["Mitcham and Morden"], len(swings)) == (0.63, 2.40, 74)
    best = {place["name"] for place in in_2005["tide"]["places"] if place["rank"] <= 10}
    assert {"Enfield North", "Mitcham and Morden"} <= best


def test_a_table_to_read():
    text = run("general:2001", "general:2005", "--in", "Enfield").stdout
    assert "general:2001 to general:2005, 3 seats of Parliament: swing from Labour to Conservative" in text
    assert "46.7 → 44.3 -2.37" in text
    assert "Enfield, Southgate" in text
    assert "Harrow" not in text


def test_one_seat_has_its_place_in_all_of_londons_tide():
    found = json.loads(run("parl.mitcham-and-morden.2001-06-07", "parl.mitcham-and-morden.2005-05-05", "--json").stdout)
    assert len(found["places"]) == 1
    [place] = found["tide"]["places"]
    assert (found["tide"]["of"], place["rank"] <= 5) == (74, True)


def test_other_parties_and_their_tide():
    words = ("--between", "con", "Liberal Democrats", "--party", "ld")
    found = json.loads(run("general:2005", "general:2010", "--json", *words).stdout)
    assert found["between"] == ["conservative", "liberal-democrat"]
    assert found["tide"]["party"] == "liberal-democrat"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("general:1906", "general:2005"), "before the record"),
        (("mayor.london.1999-05-06", "mayor:2021"), "The record has no election"),
        (("mayor:2021", "mayor:2021"), "one election"),
        (("parl.barking.2001-06-07", "parl.brent-east.2005-05-05"), "share no places"),
        (("mayor:2021", "mayor:2024", "--in", "Narnia"), "no place like 'Narnia'"),
        (("mayor:2021", "mayor:2024", "--by", "street"), "no areas called 'street'"),
        (("mayor:2021", "mayor:2024", "--by", "ward"), "share no places that can be compared by ward"),
        (("mayor:2021", "mayor:2024", "--party", "labour"), "too few"),
        (("mayor:2000", "mayor:2004", "--in", "inner"), "name a larger one, or none"),
        (("general:2001", "general:2005", "--between", "labour", "reform"), "Nobody stood for 'reform'"),
    ],
)
def test_the_impossible_is_refused_in_a_sentence(words, said):
    found = run(*words)
    assert found.exit_code == 2
    assert said in found.stderr
    assert len(found.stderr.strip().splitlines()) == 1


def test_a_seed_below_zero_is_refused():
    assert run("mayor:2021", "mayor:2024", "--seed", "-1").exit_code == 2
