"""A journey that loses a race on a crowded machine is run once more; nothing else is."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

SCRIPT = Path(__file__).parents[2] / "scripts" / "journeys_again.sh"
SETTINGS = "[pytest]\nmarkers =\n    browser: drives a browser\n"
# Each of the tests appends a line to a file of its own whenever it runs, and fails as often as it is told.
TESTS = """
from pathlib import Path
import pytest

def ran(name):
    with Path(name).open("a") as log:
        log.write("ran\\n")
    return len(Path(name).read_text().splitlines())
"""
JOURNEY = """
@pytest.mark.browser
def test_journey_{name}():
    assert ran("journey_{name}") > {fails}
"""
OTHER = """
def test_other():
    assert ran("other") > {fails}
"""


@pytest.fixture
def run(tmp_path):
    def run_(tests: str, command: str | None = None) -> subprocess.CompletedProcess[str]:
        (tmp_path / "pytest.ini").write_text(SETTINGS)
        (tmp_path / "test_all.py").write_text(TESTS + tests)
        program = tmp_path / "pytest"
        program.write_text(f'#!/bin/sh\nexec {sys.executable} -m pytest -c pytest.ini "$@"\n')
        program.chmod(0o755)
        return subprocess.run(
            ["sh", SCRIPT, command or program],
            cwd=tmp_path,
            env={"PATH": "/usr/bin:/bin", "PYTEST": str(program), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
            capture_output=True,
            text=True,
            check=False,
        )

    return run_


def times(folder: Path, name: str) -> int:
    return len((folder / name).read_text().splitlines())


def test_what_passes_is_run_once(run, tmp_path):
    assert run(JOURNEY.format(name="a", fails=0) + OTHER.format(fails=0)).returncode == 0
    assert (times(tmp_path, "journey_a"), times(tmp_path, "other")) == (1, 1)


def test_a_journey_that_failed_once_is_named_and_run_again_alone(run, tmp_path):
    done = run(JOURNEY.format(name="a", fails=1) + JOURNEY.format(name="b", fails=0) + OTHER.format(fails=0))
    assert done.returncode == 0
    assert "once more, by themselves" in done.stdout
    assert "test_all.py::test_journey_a\n" in done.stdout
    assert [times(tmp_path, name) for name in ("journey_a", "journey_b", "other")] == [2, 1, 1]


def test_a_journey_that_fails_twice_fails(run, tmp_path):
    assert run(JOURNEY.format(name="a", fails=2)).returncode != 0
    assert times(tmp_path, "journey_a") == 2


def test_what_is_no_journey_has_no_second_try(run, tmp_path):
    assert run(JOURNEY.format(name="a", fails=1) + OTHER.format(fails=1)).returncode != 0
    assert (times(tmp_path, "journey_a"), times(tmp_path, "other")) == (1, 1)


def test_more_than_three_are_no_chance(run, tmp_path):
    assert run("".join(JOURNEY.format(name=name, fails=1) for name in "abcd")).returncode != 0
    assert times(tmp_path, "journey_a") == 1


def test_tests_that_cannot_be_read_stay_red(run):
    assert run("import nothing_of_that_name\n").returncode != 0


def test_a_run_that_never_came_to_its_tests_is_red_whatever_failed_before_it(run):
    assert run(JOURNEY.format(name="a", fails=2)).returncode != 0
    assert run(JOURNEY.format(name="a", fails=2), command="false").returncode != 0
