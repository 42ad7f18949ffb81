"""`docs/accuracy.md` says what a replay of today says."""

import re
from pathlib import Path

import pytest

from groundgame.electoral.replay import KINDS, years
from groundgame.electoral.replay.document import baseline_row, replay_row
from groundgame.electoral.replay.kinds import givens
from groundgame.electoral.replay.runs import run

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "accuracy.md"
FIGURE = re.compile(r"[-+]?\d+(?:\.\d+)?")
# Sums in another order, on another processor, may turn the last digit of a score.
CLOSE = 0.02


def rows():
    return [line for line in DOCUMENT.read_text(encoding="utf-8").splitlines() if line.startswith("|")]


def same(written, fresh):
    first, second = (([FIGURE.sub("#", row)], [float(x) for x in FIGURE.findall(row)]) for row in (written, fresh))
    return first[0] == second[0] and second[1] == pytest.approx(first[1], rel=CLOSE, abs=CLOSE)


@pytest.mark.parametrize("kind", KINDS)
def test_every_replay_has_its_row(kind):
    section = DOCUMENT.read_text(encoding="utf-8").split("\n## ")[1 + list(KINDS).index(kind)]
    told = re.findall(r"^\| \*\*(\d{4}), ([a-z ]+)\*\*", section, re.MULTILINE)
    assert told == [(str(year), given.replace("-", " ")) for given in givens(kind) for year in years(kind)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "year", "given"),
    [
        ("mayor", 2024, "day-before"),
        ("assembly", 2021, "day-before"),
        ("locals", 2015, "day-before"),
        ("general", 1987, "true-shares"),
        ("boroughs", 2018, "day-before"),
    ],
)
def test_a_row_is_what_the_same_seed_gives_today(kind, year, given):
    found = run(kind, year, given)
    for fresh in (replay_row(found.replay), *map(baseline_row, found.baselines)):
        assert any(same(row, fresh) for row in rows()), f"docs/accuracy.md has no row like {fresh}; make it anew"
