"""`groundgame record` as a person types it."""

import json

import pytest
from typer.testing import CliRunner

from groundgame.cli.record import app
from groundgame.electoral.contests import record
from groundgame.electoral.places.tables import table_infos

ROWS = """contest,candidate,party,votes,elected
local.hackney.cazenove.by.2024-01-18,Alder,labour,1000,1
local.hackney.cazenove.by.2024-01-18,Birch,green,900,0
"""


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A home of its own for each test, and a record that is read anew."""
    monkeypatch.setenv("GROUNDGAME_HOME", str(tmp_path / "home"))
    record.cache_clear()
    yield tmp_path / "home"
    record.cache_clear()


def run(*words):
    record.cache_clear()
    return CliRunner().invoke(app, list(words))


def test_show_as_json_has_the_keys_that_are_documented():
    shown = json.loads(run("show", "mayor.london.2008-05-01", "--json").stdout)
    keys = ["id", "date", "rule", "seats", "electorate", "candidates", "second_choices", "final_round", "source"]
    assert list(shown) == keys
    assert shown["candidates"][0] == {
        "name": "Boris Johnson",
        "party": "conservative",
        "votes": 1_043_761,
        "elected": True,
    }
    assert shown["final_round"] == {"Boris Johnson": 1_168_738, "Ken Livingstone": 1_028_966}
    assert (shown["id"], shown["date"], shown["rule"]) == ("mayor.london.2008-05-01", "2008-05-01", "sv")


def test_show_leaves_out_second_choices_where_there_were_none():
    shown = json.loads(run("show", "mayor.london.2024-05-02", "--json").stdout)
    assert not {"second_choices", "final_round"} & set(shown)


def test_show_to_read():
    text = run("show", "gla.a.2024-05-02").stdout
    assert text.startswith("gla.a.2024-05-02: dhondt, seats 11, electorate 6,162,428")
    assert "Laurence Fox" in text
    assert "Source: results/assembly_totals" in text


def test_show_a_table_s_source():
    shown = json.loads(run("show", "polls", "--json").stdout)[0]
    assert "markpack.org.uk/opinion-polls" in shown["licence"]
    assert shown["sha256"] == table_infos()["polls"].sha256
    assert "markpack.org.uk/opinion-polls" in run("show", "polls").stdout


def test_an_unknown_contest_is_refused_with_the_nearest():
    done = run("show", "mayor.london.2008-05-02")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "'mayor.london.2008-05-02'. Nearest ids: mayor.london.2008-05-01" in done.stderr
    assert done.stderr.count("\n") == 1


def test_list_by_tier_and_by_place():
    assert run("list", "--tier", "mayor").stdout.count("mayor.london.") == 7
    barnet = run("list", "--tier", "borough", "--area", "Barnet").stdout.splitlines()
    assert len(barnet) == 21 + 21 + 24
    assert all(line.startswith("local.barnet.") for line in barnet)
    assert run("list", "--area", "E09000003", "--tier", "borough").stdout.splitlines() == barnet
    assert [each["id"] for each in json.loads(run("list", "--area", "E05013628", "--json").stdout)] == [
        "local.barnet.barnet-vale.2022-05-05"
    ]


def test_list_of_everything_is_complete():
    assert len(run("list").stdout.splitlines()) == record().index.height


def test_list_refuses_a_tier_there_is_not():
    done = run("list", "--tier", "county")
    assert done.exit_code == 2
    assert "There is no tier 'county'" in done.stderr


def test_list_of_tables_names_every_source():
    shown = json.loads(run("list", "--tables", "--json").stdout)
    assert [each["name"] for each in shown] == list(table_infos())
    assert all(each["source"] and each["publisher"] and each["licence"] and each["sha256"] for each in shown)
    assert "sha256" in run("list", "--tables").stdout


def test_add_then_show(tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text(ROWS)
    added = run("add", str(path))
    assert added.exit_code == 0
    assert "contests 1, candidates 2" in added.stdout
    shown = json.loads(run("show", "local.hackney.cazenove.by.2024-01-18", "--json").stdout)
    assert [each["votes"] for each in shown["candidates"]] == [1000, 900]
    again = run("add", str(path))
    assert again.exit_code == 0
    assert "added before; nothing has changed" in again.stdout


def test_add_refuses_a_bad_row_and_adds_nothing(tmp_path, home):
    path = tmp_path / "mine.csv"
    path.write_text(ROWS.replace("900", "nine hundred"))
    done = run("add", str(path))
    assert done.exit_code == 2
    assert "Line 3: votes 'nine hundred' is no count. Write a whole number of 0 or more" in done.stderr
    assert done.stderr.endswith("Nothing was added.\n")
    assert not home.exists()
