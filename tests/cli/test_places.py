"""`groundgame places`, as it is typed."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from groundgame.cli.main import build_app
from groundgame.electoral.places.shapes import load_shapes


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GROUNDGAME_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def places(*words: str) -> Result:
    return CliRunner().invoke(build_app({"places"}), ["places", *words])


def test_a_boundary_file_is_taken_and_kept(home: Path, shared_data: Path) -> None:
    file = shared_data / "geo" / "boundaries" / "gb_constituencies_2024_simplified.topojson"
    result = places("shapes", str(file))
    assert result.exit_code == 0, result.output
    assert f"75 of 75 areas of pcon24 have shapes now, kept in {home / 'shapes' / 'pcon24.json'}." in result.stdout
    assert load_shapes(home, "pcon24") is not None


def test_a_wrong_file_is_refused_in_one_sentence_and_keeps_nothing(home: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear councillor", encoding="utf-8")
    result = places("shapes", str(tmp_path / "letter.txt"))
    assert result.exit_code == 1
    assert result.stderr.startswith("letter.txt is no JSON")
    assert len(result.stderr.strip().splitlines()) == 1
    assert not home.exists()


def test_a_folder_that_cannot_be_written_is_refused(home: Path, shared_data: Path) -> None:
    home.write_text("a file where the folder should be", encoding="utf-8")
    result = places("shapes", str(shared_data / "geo" / "boundaries" / "london_assembly_constituencies_2018.topojson"))
    assert result.exit_code == 1
    assert result.stderr.startswith(f"The shapes cannot be kept in '{home / 'shapes'}'")
    assert "GROUNDGAME_HOME" in result.stderr


@pytest.mark.slow
def test_the_error_of_carried_results_is_printed_with_the_seats_that_go_wrong() -> None:
    result = places("crosswalk-error", "--json")
    assert result.exit_code == 0, result.output
    errors = {error["method"]: error for error in json.loads(result.stdout)}
    assert {error["seats"] for error in errors.values()} == {631}
    plain, best = errors["residents"], errors["residents and clues, wards in London"]
    assert plain["share_error_points"] == pytest.approx(1.12, abs=0.01)
    assert best["share_error_points"] < 0.9
    assert len(best["wrong_winners"]) < len(plain["wrong_winners"]) == 11
    sheet = places("crosswalk-error").stdout
    assert all(f"{error['share_error_points']:.2f}" in sheet for error in errors.values())
    assert "Wimbledon" in sheet
