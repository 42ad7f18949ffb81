"""`groundgame town-halls` as a person types it."""

import json

from typer.testing import CliRunner

from groundgame.cli.main import build_app


def run(*words):
    return CliRunner().invoke(build_app({"town-halls"}), ["town-halls", "--resamples", "100", *words])


def test_json_has_the_keys_that_are_documented():
    found = json.loads(run("--party", "lab", "--json").stdout)
    assert found["party"] == "labour"
    keys = ["design", "status", "party", "bandwidth", "effect", "p05", "p95", "councils", "rows"]
    assert list(found["estimates"][0]) == keys
    designs = {row["design"] for row in found["estimates"]}
    assert designs == {"plain", "discontinuity", "check", "adjusted", "general-levels", "general-changes"}
    assert {row["status"] for row in found["estimates"]} == {"majority", "gains", "holds", "shares", "opposition"}


def test_tables_to_read():
    text = run().stdout
    assert "A majority just won against one just missed" in text
    assert "all together" in text
    assert "Liberal Democrats" in text


def test_a_seed_below_zero_is_refused():
    assert run("--seed", "-1").exit_code == 2


def test_a_party_without_councils_is_refused():
    found = run("--party", "green")
    assert found.exit_code == 2
    assert found.stderr.startswith("'green' has not run enough councils to say; conservative, labour")
