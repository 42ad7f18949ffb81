"""`groundgame flows`: in a process of its own, but for most of what it refuses."""

import csv
import json

import numpy as np
import pytest
from typer.testing import CliRunner

from groundgame.cli.main import build_app

KEYS = ["rows", "columns", "share", "p05", "p95", "lower_bound", "upper_bound", "votes"]


@pytest.fixture
def files(tmp_path):
    """Write two votes of ten areas, and return the paths."""
    rng = np.random.default_rng(1)
    first = rng.multinomial(500, [0.5, 0.3, 0.2], 10)
    second = np.array([[a - 50 + b // 5, b - b // 5 + 50, c] for a, b, c in first])
    paths = []
    for name, votes in (("before", first), ("after", second)):
        lines = [f"w{area},{option},{votes[area, place]}" for area in range(10) for place, option in enumerate("abc")]
        paths.append(tmp_path / f"{name}.csv")
        paths[-1].write_text("\n".join(["area,option,votes", *lines]) + "\n", encoding="utf-8")
    return paths


def here(*words):
    """Run the command in this process."""
    return CliRunner().invoke(build_app({"flows"}), ["flows", *words])


def test_two_files_give_json_whose_matrices_line_up(run_command, tmp_path, files):
    done = run_command(tmp_path, "flows", *map(str, files), "--json")
    found = json.loads(done.stdout)
    assert list(found) == KEYS
    assert (found["rows"], found["columns"]) == (["a", "b", "c"], ["a", "b", "c"])
    assert np.sum(found["share"], axis=1) == pytest.approx([1, 1, 1], abs=1e-4)
    for name in KEYS[2:]:
        assert np.shape(found[name]) == (3, 3)
    assert np.all(np.array(found["p05"]) <= found["share"])
    assert np.all(np.array(found["lower_bound"]) <= found["p05"])
    assert run_command(tmp_path, "flows", *map(str, files), "--json").stdout == done.stdout


def test_to_read_there_are_intervals_bounds_and_a_warning(run_command, tmp_path, files):
    out = tmp_path / "areas.csv"
    done = run_command(tmp_path, "flows", *map(str, files), "--areas", str(out))
    assert done.returncode == 0
    for heading in ("votes", "share", "90% interval", "certain"):
        assert heading in done.stdout
    assert "between different days flows are a harder, unproven case" in done.stdout
    assert "certain is so of the same people alone" in done.stdout
    rows = list(csv.DictReader(out.open()))
    assert len(rows) == 10 * 3 * 3
    assert sum(float(row["votes"]) for row in rows) == pytest.approx(5000, abs=1)


@pytest.mark.slow
def test_two_contests_of_one_day(run_command, tmp_path):
    done = run_command(tmp_path, "flows", "mayor.london.2016-05-05", "gla.a.2016-05-05", "--level", "borough")
    assert "by 33 areas" in done.stdout
    assert "Labour" in done.stdout
    assert "These votes were given on one day" in done.stdout


@pytest.mark.slow
def test_electors_put_those_who_did_not_vote_in_both(run_command, tmp_path, files):
    electors = tmp_path / "electors.csv"
    electors.write_text("area,electors\n" + "".join(f"w{area},900\n" for area in range(10)))
    done = run_command(tmp_path, "flows", *map(str, files), "--electors", str(electors), "--json")
    assert json.loads(done.stdout)["columns"][-1] == "did not vote"


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda text: text.replace("w3,a,", "w3,a,-"), "line 11: '-"),
        (lambda text: text.replace("w3,", "x3,"), "The areas do not match: 'w3' is in"),
    ],
)
def test_a_bad_file_ends_with_a_sentence_and_code_2(files, edit, said):
    files[1].write_text(edit(files[1].read_text()), encoding="utf-8")
    done = here(*map(str, files))
    assert done.exit_code == 2
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--level", "ward"], "--level ward is of votes of the record; files bring areas of their own. Leave it out."),
        (["--electors", "e.csv", "--non-voters"], "--electors and --non-voters say the same in two ways; give one"),
        (["--areas", "nowhere/out.csv"], "cannot be written: No such file or directory. Name a file in a folder"),
    ],
)
def test_options_that_can_do_nothing_are_refused(files, words, said):
    done = here(*map(str, files), *words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_file_and_a_contest_do_not_go_together(run_command, tmp_path, files):
    done = run_command(tmp_path, "flows", str(files[0]), "mayor:2016")
    assert (done.returncode, done.stdout) == (2, "")
    assert "give two files or two contests" in done.stderr
