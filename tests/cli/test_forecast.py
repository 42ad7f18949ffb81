"""`groundgame forecast` and `groundgame replay` as a person types them."""

import json
from datetime import date, timedelta

import pytest
from typer.testing import CliRunner

from groundgame.cli.main import build_app
from groundgame.electoral.contests import record
from groundgame.electoral.polls import newest


def run(*words):
    return CliRunner().invoke(build_app({words[0]}), list(words))


def forecast(kind, *words):
    return json.loads(run("forecast", kind, "--draws", "1000", "--json", *words).stdout)


@pytest.mark.slow
def test_boroughs_have_every_council_and_every_ward_with_seats_that_add_up():
    told = forecast("boroughs", "--as-of", "2026-01-08")
    assert told["as_of"] == "2026-01-08"
    ids = [contest["id"].split(".") for contest in told["contests"]]
    assert (sum(len(each) == 3 for each in ids), sum(len(each) == 4 for each in ids)) == (32, 679)
    assert {each[-1] for each in ids} == {"2026-05-07"}
    for contest in told["contests"]:
        assert sum(contest["chance_to_win"].values()) == pytest.approx(1, abs=1e-4)
        assert all(
            each["p05"] <= each["mean"] <= each["p95"] for each in contest["share"].values() if each["mean"] > 0.01
        )
    councils = [contest for contest, words in zip(told["contests"], ids, strict=True) if len(words) == 3]
    seats = sum(each["mean"] for contest in councils for each in contest["seats"].values())
    assert seats == pytest.approx(1817, abs=0.1)
    assert sum(figures["seats"]["mean"] for figures in told["summary"].values()) == pytest.approx(1817, abs=0.1)
    assert all(set(each) == {"sentence", "source"} and each["source"] for each in told["assumptions"])


def test_a_mayor_has_chances_and_shares_and_no_seats():
    told = forecast("mayor", "--as-of", "2024-05-01")
    (contest,) = told["contests"]
    assert contest["id"] == "mayor.london.2024-05-02"
    assert "seats" not in contest
    assert sum(contest["chance_to_win"].values()) == pytest.approx(1, abs=1e-4)
    assert sum(each["mean"] for each in contest["share"].values()) == pytest.approx(1, abs=1e-4)


def test_the_same_seed_gives_the_same_figures_and_another_gives_others():
    words = ("mayor", "--as-of", "2024-05-01")
    assert forecast(*words, "--seed", "1") == forecast(*words, "--seed", "1") != forecast(*words, "--seed", "2")


def test_without_a_day_it_is_the_one_after_the_newest_poll():
    assert date.fromisoformat(forecast("mayor")["as_of"]) == newest() + timedelta(days=1)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("forecast", "council"), "There is no kind of election 'council' to forecast"),
        (("forecast", "mayor", "--as-of", "1900-01-01"), "There is no election of the mayor to forecast from 1900"),
        (("forecast", "mayor", "--as-of", "2099-01-01"), "too old"),
        (("replay", "council"), "There is no kind of election 'council'"),
        (("replay", "boroughs", "--year", "2020"), "There is no replay of boroughs 2020; there is one of 2018, 2022."),
        (("replay", "mayor", "--year", "2024", "--given", "true-shares"), "cannot be given 'true-shares'"),
        (("replay", "all", "--year", "2019"), "--year and --given go with one kind"),
        (("forecast", "mayor", "--seed", "-1"), "--seed"),
        (("replay", "mayor", "--seed", "-1"), "--seed"),
        (("replay", "mayor", "--document", "accuracy.md"), "--document goes with every replay"),
        (("replay", "plans", "--year", "2014"), "There is no replay of plans 2014; there is one of 2018, 2022."),
        (("replay", "plans", "--given", "true-shares"), "Plans take no --given"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(words, sentence):
    ended = run(*words)
    assert ended.exit_code == 2
    assert sentence in ended.stderr
    assert ended.stdout == ""


def test_a_replay_as_json_has_the_keys_that_are_documented():
    told = json.loads(run("replay", "mayor", "--year", "2016", "--json").stdout)
    assert list(told) == [
        "kind",
        "year",
        "given",
        "share_error_points",
        "seats_right",
        "seat_error_by_party",
        "brier",
        "log_score",
        "coverage_50",
        "coverage_90",
    ]
    assert (told["kind"], told["year"], told["given"]) == ("mayor", 2016, "day-before")


def test_a_kind_without_a_year_replays_all_of_its_years():
    told = json.loads(run("replay", "mayor", "--json").stdout)
    mayors = {contest.date.year for contest in record().contests(tier="mayor")}
    assert {each["year"] for each in told} <= mayors
    assert [each["year"] for each in told] == [2012, 2016, 2021, 2024]


def test_the_mayor_is_counted_by_the_law_of_the_day_or_by_the_rule_that_is_named():
    before, named = (
        forecast("mayor", "--as-of", "2026-01-09"),
        forecast("mayor", "--as-of", "2026-01-09", "--rule", "sv"),
    )
    today = forecast("mayor")
    first = [told["assumptions"][0]["sentence"] for told in (before, named, today)]
    assert "first past the post" in first[0]
    assert "supplementary vote" in first[1]
    assert "as you asked" in first[1]
    assert "supplementary vote" in first[2]
    assert "expected" in first[2]
    assert before["contests"][0]["share"] == today["contests"][0]["share"]


def test_an_option_of_another_kind_is_refused():
    ended = run("forecast", "boroughs", "--rule", "sv")
    assert ended.exit_code == 2
    assert "A forecast of boroughs takes no 'rule'" in ended.stderr


@pytest.mark.slow
def test_a_general_election_can_be_asked_as_if_it_were_held_on_a_day():
    told = forecast("general", "--as-of", "2026-01-09", "--held-on", "2026-01-09")
    assert {contest["id"].rsplit(".", 1)[1] for contest in told["contests"]} == {"2026-01-09"}
    later = forecast("general", "--as-of", "2026-01-09")
    assert later["contests"][0]["id"].endswith("2029-08-15")


@pytest.mark.slow
def test_boroughs_are_printed_by_council_and_by_ward_when_asked():
    asked = ("forecast", "boroughs", "--as-of", "2026-01-08", "--draws", "1000")
    short, long = (run(*asked, *more).stdout for more in ((), ("--wards",)))
    assert "local.barnet.2026-05-07" in short
    assert "local.barnet.burnt-oak.2026-05-07" not in short
    assert "--wards prints" in short
    assert "local.barnet.burnt-oak.2026-05-07" in long
