"""`groundgame plan --away` as a director types it."""

import json
import re

import pytest
from typer.testing import CliRunner

from groundgame.cli.main import build_app

pytestmark = pytest.mark.slow

QUICK = ("--contests", "westminster", "--hours", "10000", "--draws", "1000", "--as-of", "2026-01-08", "--cases", "0")


def run(*words):
    return CliRunner().invoke(build_app({"plan"}), ["plan", *QUICK, *words])


def test_json_has_days_out_beside_wards_each_with_its_place():
    answer = run("--away", "Watford=45", "--json")
    assert answer.exit_code == 0, answer.stderr
    found = json.loads(answer.stdout)
    kinds = {kind: [one for one in found["allocations"] if one["kind"] == kind] for kind in ("ward", "away")}
    assert {one["place"] for one in kinds["away"]} == {"Watford"}
    assert all(one["before"] == "westminster" and one["minutes_each_way"] == 45 for one in kinds["away"])
    assert all(one["place"] for one in kinds["ward"])
    assert found["hours"] == pytest.approx(sum(one["hours"] for one in found["allocations"]), abs=0.2)
    assert any("Watford 45" in one["sentence"] for one in found["assumptions"])


def test_days_out_are_printed_and_a_name_that_is_not_known_is_refused():
    answer = run("--away", "Watford")
    assert answer.exit_code == 0, answer.stderr
    assert "Days out: " in answer.stdout
    assert "Watford" in answer.stdout
    wrong = run("--away", "Wattford")
    assert wrong.exit_code == 2
    assert "Is it Watford" in " ".join(wrong.stderr.split())


def test_hours_that_go_away_are_told_in_the_heading_and_are_not_left_over():
    near = ("--away", "Watford=20", "--hours", "100")
    first = run(*near).stdout.splitlines()[0]
    here, away = re.search(r"2026-01-08: (\d+) hours in \d+ wards, (\d+) outside London", first).groups()
    assert int(here) + int(away) == 96
    assert "not given" not in first
    alone = run(*near, "--session-hours", "200").stdout
    assert f": {away} hours outside London, none in London. Of 100 hours {100 - int(away)} are not given" in alone
    assert "nothing changes" not in alone
    assert f"{away} hours with the way" in alone


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--hours", "6"), "No whole day out: a day takes 8 hours, and there are 6."),
        (
            ("--hours", "325", "--branch-hours", "10"),
            "No whole day out: a day takes 8 hours, and there are 5 beside those that every branch gets.",
        ),
        (("--hours", "20"), "hours would add more outside London than in it, and a day takes 8."),
        (("--contests", "boroughs,westminster", "--hours", "100"), "No day out: in none of the seats outside London"),
    ],
)
def test_why_nobody_goes_is_told(words, said):
    answer = run("--away", "Watford=20", *words)
    assert answer.exit_code == 0, answer.stderr
    (line,) = [one for one in answer.stdout.splitlines() if one.startswith("No ") and "day out:" in one]
    assert said in line


def test_cases_are_told_to_be_of_the_hours_in_london():
    text = run("--away", "Watford=20", "--hours", "100", "--cases", "2").stdout
    assert "wards keep half of theirs or more. The cases are of London's hours alone." in text


def volunteers(folder, hours, time=""):
    """Write hours of two branches in the weeks before the last day that the law allows a general election."""
    path = folder / "volunteers.csv"
    weeks = [f"2029-{day}" for day in ("07-02", "07-09", "07-16", "07-23", "07-30", "08-06", "08-13")]
    lines = [f"{branch},{week},{hours},{time}" for branch in ("Harrow", "Bromley") for week in weeks]
    path.write_text("\n".join(["branch,week,hours,time", *lines]))
    return str(path)


def test_whose_volunteers_go_is_told_where_hours_by_branch_are_given(tmp_path):
    answer = run("--away", "Watford", "--volunteers", volunteers(tmp_path, 60), "--hours", "840", "--json")
    assert answer.exit_code == 0, answer.stderr
    days = [one for one in json.loads(answer.stdout)["allocations"] if one["kind"] == "away"]
    assert {one["branch"] for one in days} <= {"E09000015", "E09000006"}
    assert all(one["days"] <= 2 for one in days)  # a third of sixty hours is two days of eight
    text = run("--away", "Watford", "--volunteers", volunteers(tmp_path, 60), "--hours", "840").stdout
    assert re.search(r"Days out: \d+ of one volunteer each of [12] branch", text)
    assert re.search(r"(Harrow|Bromley) +Watford +2029-0", text)
    assert "Watford: " in text
    assert "votes behind on the middle draw" in text


def test_hours_in_the_evening_alone_are_no_days_out_and_it_says_so(tmp_path):
    answer = run("--away", "Watford", "--volunteers", volunteers(tmp_path, 60, "evening"), "--hours", "840")
    assert answer.exit_code == 0, answer.stderr
    assert "No day out: a day takes 8 hours of one volunteer" in answer.stdout
