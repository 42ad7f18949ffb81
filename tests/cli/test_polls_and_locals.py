"""What `groundgame polls` and `groundgame locals` print, and refuse."""

import json

import pytest
from typer.testing import CliRunner

from groundgame.cli.main import build_app

APP = build_app({"polls", "locals"})


def run(*words):
    return CliRunner().invoke(APP, list(words))


def test_an_average_as_json():
    answer = json.loads(run("polls", "--as-of", "2024-07-04", "--json").stdout)
    assert answer["as_of"] == "2024-07-04"
    assert sum(each["polls"] for each in answer["parties"].values()) == pytest.approx(1, abs=0.001)
    for each in answer["parties"].values():
        assert each["p05"] < each["mean"] < each["p95"]
    assert answer["lead_error_points"] > 4
    assert {"pollster", "polls", "effects"} == set(answer["house_effects"][0])


def test_an_average_to_read_says_what_its_interval_is():
    text = run("polls", "--as-of", "2024-07-04").stdout
    assert "not the sampling error" in text
    assert "House effects" in text
    assert "markpack.org.uk" in text


def test_polls_that_add_to_130_percent_get_a_sentence(tmp_path):
    path = tmp_path / "ours.csv"
    path.write_text("date,pollster,labour,conservative,other\n2026-01-05,Ours,60,50,20\n", encoding="utf-8")
    done = run("polls", "--as-of", "2026-01-08", "--file", str(path))
    assert done.exit_code == 2
    assert done.stderr.strip() == (
        "Line 2: the parties add to 130%: the shares of a poll add to about 100. "
        "Correct them; what is of no column goes into 'other'."
    )


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--as-of", "1930-01-01"), "no poll before 1930-01-01"),
        (("--as-of", "2024-07-04", "--vote", "2024-01-01"), "before 2024-07-04"),
        (("--as-of", "2024-05-02", "--area", "mayor"), "it has those of 2008, 2012, 2021"),
        (("--as-of", "2021-06-01", "--area", "mayor"), "was on 2021-05-06, before 2021-06-01"),
    ],
)
def test_what_cannot_be_averaged_gets_a_sentence(words, says):
    done = run("polls", *words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert says in done.stderr


def test_subgroups_are_compared(tmp_path):
    path = tmp_path / "groups.csv"
    path.write_text("group,sample,A,B\nLondon,180,47,53\nall,1000,57,43\n", encoding="utf-8")
    assert (
        "A is 12 points lower in London than in the rest, give or take 10"
        in run("polls", "--subgroups", str(path)).stdout
    )
    answer = json.loads(run("polls", "--subgroups", str(path), "--json").stdout)
    assert answer["differences"][0]["told"] is True


def test_the_locals_of_2023_as_json():
    answer = json.loads(run("locals", "2023", "--json").stdout)
    labour = next(each for each in answer["gains"]["gb"]["parties"] if each["party"] == "labour")
    assert (labour["declared"], labour["published"]) == (537, 305)
    lead = answer["reading"]["lead"]
    assert lead["of"] == "conservative"
    assert lead["p05_points"] < -10.3 < lead["p95_points"]
    assert "weak evidence" in answer["reading"]["note"]


def test_the_locals_of_a_london_year_tell_of_the_boroughs_too():
    text = run("locals", "2022").stdout
    assert "32 London boroughs" in text
    assert "Ours from wards: Con 33.4%, Lab 34.3%, LD 18.4%." in text
    assert "weak evidence" in text


def test_a_year_without_local_elections_gets_a_sentence():
    done = run("locals", "2020")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "No local elections of 2020" in done.stderr


def test_a_vote_beyond_the_next_general_election_gets_a_sentence():
    done = run("locals", "2014", "--vote", "2019-01-01")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "name that day or an earlier one" in done.stderr


@pytest.mark.parametrize("words", [("polls", "--as-of", "2024-07-04"), ("locals", "2022")])
def test_a_seed_below_nought_gets_a_sentence(words):
    done = run(*words, "--seed", "-1")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--seed" in done.stderr
