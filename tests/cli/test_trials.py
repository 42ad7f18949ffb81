"""`groundgame trials`: the proof on invented campaigns, and what this site's trials told."""

import json

import pytest
from typer.testing import CliRunner

from groundgame.cli.main import build_app

runner = CliRunner()


def _run(*words):
    return runner.invoke(build_app({"trials"}), ["trials", *words])


def test_coverage_of_one_world_in_words_and_as_json():
    asked = ("coverage", "--world", "few sessions", "--campaigns", "2", "--seed", "3")
    (found,) = json.loads(_run(*asked, "--json").stdout)
    assert (found["world"], found["trials"], found["drawn"]) == ("few sessions", 6, 2)
    assert 0 <= found["believed"] <= 1
    told = _run(*asked)
    assert told.exit_code == 0
    assert "few sessions" in told.stdout
    assert json.loads(_run(*asked, "--json").stdout) == [found]  # the seed decides


def test_a_world_that_there_is_not_is_refused_with_those_there_are():
    refused = _run("coverage", "--world", "atlantis")
    assert refused.exit_code == 2
    assert "few sessions" in refused.output


@pytest.mark.parametrize("word", ["coverage", "results", "effort"])
def test_each_says_what_it_is_for(word):
    assert word in _run("--help").stdout
    assert _run(word, "--help").exit_code == 0


def test_coverage_of_two_openings_over_sessions():
    asked = ("coverage", "--openings", "--world", "two sessions", "--campaigns", "2", "--seed", "3")
    (found,) = json.loads(_run(*asked, "--json").stdout)
    assert (found["world"], found["campaigns"], found["sessions"]) == ("two sessions", 2, 4)
    assert "drawn to the mean" in _run(*asked).stdout
    refused = _run("coverage", "--openings", "--world", "few sessions")
    assert refused.exit_code == 2
    assert "single evenings" in refused.output
