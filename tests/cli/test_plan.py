"""`groundgame plan` as a director types it."""

import json
import re

import pytest
from typer.testing import CliRunner

from groundgame.cli.main import build_app

pytestmark = pytest.mark.slow

KEYS = [
    "party",
    "as_of",
    "hours",
    "allocations",
    "travel",
    "totals",
    "chance_before",
    "chance_after",
    "bound_gap",
    "reasons",
    "steadiness",
    "assumptions",
]
QUICK = ("--draws", "1000", "--as-of", "2026-01-08", "--cases", "0")


def run(*words):
    return CliRunner().invoke(build_app({"plan"}), ["plan", *words])


@pytest.fixture(scope="module")
def found():
    answer = run("--contests", "boroughs,councils=3,mayor", "--hours", "5000", *QUICK, "--json")
    assert answer.exit_code == 0, answer.stderr
    return json.loads(answer.stdout)


def test_json_has_the_keys_that_are_documented(found):
    assert list(found) == KEYS
    assert list(found["allocations"][0]) == ["ward", "channel", "audience", "week", "hours", "before", "branch", "time"]
    assert {one["channel"] for one in found["allocations"]} <= {"door", "phone", "leaflet"}
    assert set(found["assumptions"][0]) == {"sentence", "source"}


def test_hours_are_given_out_and_not_exceeded(found):
    given = sum(one["hours"] for one in found["allocations"])
    assert 4900 < given <= 5000
    assert found["hours"] == pytest.approx(given, abs=1)
    assert 0 <= found["bound_gap"] < 0.5


def test_every_contest_that_counts_has_its_chance(found):
    before, after = found["chance_before"], found["chance_after"]
    assert list(before) == list(after)
    assert sum(name.startswith("local.") for name in after) == 32 + 679
    assert after["mayor.london.2028-05-04"]["chance"] >= before["mayor.london.2028-05-04"]["chance"]
    gained = sum(
        after[name]["seats"] - before[name]["seats"]
        for name in after
        if name.count(".") == 3 and "seats" in after[name]
    )
    assert 0.1 < gained < 3


def test_a_table_to_read():
    text = run("--hours", "2000", "--contests", "boroughs", "--party", "lib dem", *QUICK).stdout
    assert "Liberal Democrat" in text
    assert "What it changes" in text
    assert "Where the hours go" in text
    assert "Seats on councils  1,817" in text
    assert "Assumed:" in text
    assert text.splitlines()[2].startswith("The polling day of boroughs, 7 May 2026, is over on ")


def test_without_polls_the_heading_says_from_what_it_starts_and_chances_are_told():
    quick = ("--draws", "1000", "--as-of", "2026-11-20", "--cases", "0", "--contests", "mayor", "--hours", "2000")
    text = run(*quick).stdout
    assert re.search(
        r"^No poll of the 90 days before 20 November 2026 is known\. So the country is taken to", text, re.M
    )
    assert "Mayor of London" in text


def test_with_councils_the_heading_says_what_the_bound_takes_as_it_stands():
    with_them, without = (
        run("--hours", "2000", "--contests", words, *QUICK).stdout for words in ("boroughs,councils", "boroughs")
    )
    assert "beyond this one, if a seat is worth for its council what it is worth as this plan stands." in with_them
    assert "beyond this one." in without


def test_with_volunteers_somebody_travels(tmp_path):
    path = tmp_path / "hours.csv"
    path.write_text("branch,week,hours\nBromley,2026-04-27,500\n", encoding="utf-8")
    found = json.loads(run("--volunteers", str(path), "--contests", "boroughs", *QUICK, "--json").stdout)
    assert {one["week"] for one in found["allocations"]} == {"2026-04-27"}
    assert found["travel"]
    assert {one["from"] for one in found["travel"]} == {"E09000006"}
    assert {one["branch"] for one in found["allocations"]} == {"E09000006"}


def test_no_hours_change_nothing():
    answer = run("--hours", "0", *QUICK)
    assert answer.exit_code == 0
    assert "no hours to plan, so nothing changes" in answer.stdout


def test_of_any_ward_that_is_named_the_reason_is_told_with_hours_or_without():
    names = ("--ward", "coombe hill", "--ward", "West End")
    answer = run("--hours", "2000", *names, *QUICK)
    assert re.search(
        r"^Coombe Hill, Kingston upon Thames: a seat is within .* of draws\. No hours: one here would",
        answer.stdout,
        re.M,
    )
    assert re.search(r"^West End, Westminster: a seat is within .* hours bring about .* votes", answer.stdout, re.M)
    told = json.loads(run("--hours", "2000", *names, *QUICK, "--json").stdout)["reasons"]
    assert any(one["sentence"].startswith("Coombe Hill: ") for one in told)


def test_wards_of_one_name_and_a_council_beside_a_seat_are_told_apart():
    text = run("--hours", "2000", "--ward", "Abbey", *QUICK).stdout
    assert set(re.findall(r"^Abbey, (.*): a seat is within", text, re.M)) == {"Barking and Dagenham", "Merton"}
    changes = text[text.index("What it changes") : text.index("Where the hours go")]
    assert re.search(r"^ Westminster council +\d+\.\d% ", changes, re.M)
    assert re.search(r"^ West End, Westminster +\d+\.\d% ", changes, re.M)


def test_which_choices_stay_and_what_would_change_each_is_told_unasked():
    words = ("--hours", "2000", *QUICK[:-2])
    text = run(*words).stdout
    assert re.search(r"^In 10 cases, 5 with other polls \(Labour at \d+% to \d+% of London\) and 5 with", text, re.M)
    assert re.search(
        r"^ West End, Westminster +boroughs +\d+ +\d+%( \*)? +\d+% or more +(any of those|\d+% to \d+%)", text, re.M
    )
    assert re.search(r"^First to come in, .*: .* \(1\d\d%\)", text, re.M)
    found = json.loads(run(*words, "--json").stdout)["steadiness"]
    assert found["cases"] == 10
    kept = {(one["ward"], one["before"]): one["kept"] for one in found["choices"]}
    assert {(one["ward"], one["before"]) for one in found["steady"]} == {
        key for key, part in kept.items() if part >= 0.9
    }


def test_of_an_odd_number_of_cases_more_are_of_other_effects_than_of_other_polls():
    text = run("--hours", "200", "--contests", "boroughs", *QUICK[:-1], "5").stdout
    assert re.search(r"^In 5 cases, 2 with other polls \(.*\) and 3 with other effects, ", text, re.M)
    assert "hours alone" not in text


def test_a_leaflet_that_every_ward_gets_makes_none_of_them_a_choice():
    words = ("--hours", "60000", "--leaflet", "--contests", "boroughs", *QUICK[:-1], "2")
    text = run(*words).stdout
    kept, given = (int(one) for one in re.search(r"\(\*\) (\d+) of (\d+) wards keep half", text).groups())
    assert 0 < kept <= given < 600
    assert re.search(r"^First to come in, .*: .* \(1\d\d%\)", text, re.M)
    most = [float(one) for one in re.findall(r"boroughs +(\d+) +\d+%(?: \*)? +\d+% or more", text)]
    assert most == sorted(most, reverse=True)
    assert most


def test_hours_that_make_no_session_are_told_so():
    answer = run("--hours", "5", *QUICK)
    assert answer.exit_code == 0
    assert "5 hours make no whole session of 10 where they would add anything, so nothing changes" in answer.stdout


def test_hours_that_are_not_given_are_told():
    text = run("--hours", "1000", "--session-hours", "5000", "--contests", "boroughs", *QUICK).stdout
    assert re.match(
        r"Labour, as of 2026-01-08: [\d,]+ hours in \d+ wards?\. Of 1,000 hours \d+ are not given: they", text
    )
    every = run("--hours", "1000", "--contests", "mayor", *QUICK).stdout
    assert "not given" not in every


def test_the_chance_of_the_mayor_is_told_though_few_hours_move_it_by_nothing():
    text = run("--hours", "200", "--contests", "mayor", *QUICK).stdout
    assert re.search(r"Mayor of London +1 +(\d+\.\d%) +\d+\.\d%", text)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Say how many hours there are"),
        (("--hours", "100", "--contests", "moon"), "no contest 'moon'"),
        (("--hours", "100", "--contests", "boroughs=x"), "The weight of boroughs cannot be 'x'"),
        (("--hours", "100", "--contests", "boroughs=-1"), "The weight of boroughs cannot be -1: give a number"),
        (("--hours", "100", "--contests", "mayor,mayor=2"), "mayor is there twice: give each contest one weight"),
        (("--hours", "-1"), "hours cannot be -1"),
        (("--hours", "inf"), "hours cannot be inf: give a number from 0 to under"),
        (("--hours", "1", "--spending-limit", "-1"), "spending limit in pounds cannot be -1:"),
        (("--hours", "100", "--branch-hours", "50", *QUICK), "50 hours for every one of 32 branches take 1,600"),
        (("--hours", "100", "--party", "respect"), "Forecasts do not follow"),
        (("--hours", "100", "--party", "nobody"), "There is no party 'nobody'"),
        (("--hours", "100", "--leaflet", *QUICK), "A leaflet for every ward with a candidate takes"),
        (("--hours", "100", "--as-of", "1999-01-01"), "1999"),
        (("--hours", "100", "--ward", "Coomb Hill", *QUICK), "no ward 'Coomb Hill'. Is it Coombe Hill"),
        (("--hours", "100", "--leaflet", "--ward", "Coomb Hill", *QUICK), "no ward 'Coomb Hill'"),  # before any work
        (("--hours", "100", *QUICK, "--cases", "1"), "tried in 2 cases or more"),
    ],
)
def test_the_impossible_is_refused_in_a_sentence(words, said):
    answer = run(*words)
    assert answer.exit_code == 2
    assert said in answer.stderr
    assert len(answer.stderr.strip().splitlines()) == 1
