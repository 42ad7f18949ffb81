"""`groundgame ahead` as a person types it."""

import json

from typer.testing import CliRunner

from groundgame.cli.main import build_app


def run(*words):
    return CliRunner().invoke(build_app({"ahead"}), ["ahead", *words])


def test_json_has_the_keys_that_are_documented():
    found = json.loads(run("2024", "--by", "constituency", "--json").stdout)
    assert list(found) == ["year", "by", "candidates"]
    keys = ["area", "name", "borough", "candidate", "party", "mayor_share", "list_share", "ahead"]
    assert list(found["candidates"][0]) == [*keys, "mayor_votes", "list_votes", "ratio", "exact"]


def test_a_table_to_read():
    assert "+5.40" in run("2024").stdout
    assert "spread over its wards" in run("2016", "--by", "ward").stdout


def test_a_year_without_an_election_is_refused():
    found = run("2013")
    assert found.exit_code == 2
    assert found.stderr.startswith("The record has no votes for London's mayor in 2013; it has 2000, 2004")
