"""docs/turnout.md prints what the benchmark finds."""

import sys
from pathlib import Path

import pytest

from groundgame.electoral.turnout.backtest import Backtest, backtests

ROOT = Path(__file__).parents[3]
DOCUMENT = ROOT / "docs" / "turnout.md"


@pytest.fixture(scope="module")
def bench():
    sys.path.insert(0, str(ROOT / "benchmarks"))
    try:
        import bench_turnout
    finally:
        sys.path.pop(0)
    return bench_turnout


@pytest.mark.slow
def test_the_table_of_errors_is_the_one_that_is_measured(bench):
    found = backtests(bench.UNTIL)
    assert bench.table(found) in DOCUMENT.read_text(encoding="utf-8")
    assert not bench.beaten(found)
    compared = [each for each in found if each.same_pattern_points is not None]
    ahead = [each for each in compared if each.left_out_points < each.same_pattern_points]
    assert (len(ahead), len(compared)) == (11, 12)


def test_the_text_gives_the_means_of_its_table(bench):
    rows = [line.strip("|").split("|") for line in DOCUMENT.read_text(encoding="utf-8").splitlines() if "%" in line]
    rows = [[cell.strip() for cell in row] for row in rows if len(row) == 8 and row[1].strip().isdigit()]
    known = [[float(cell) for cell in row[2:7]] for row in rows if "-" not in row]
    means = [sum(column) / len(known) for column in zip(*known, strict=True)]
    assert len(known) == 12
    assert [round(mean, 1) for mean in means] == [4.6, 5.1, 2.1, 2.2, 1.8]
    assert bench.table(()).splitlines()[0] in DOCUMENT.read_text(encoding="utf-8")


def test_a_contest_that_nothing_came_before_is_compared_with_nothing(bench):
    alone = Backtest("mayor", bench.UNTIL, 14, 2.0, None, 1.5, None, 1.0, 0.9, 1.0)
    assert "| 2.0 | - | 1.5 | - | 1.0 | 90% |" in bench.table((alone,))
