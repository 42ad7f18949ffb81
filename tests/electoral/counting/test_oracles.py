"""Other people's counts of the same papers, in an environment of their own (`scripts/setup.sh oracles`)."""

import json
import os
import random
import subprocess
from pathlib import Path

import pytest

from groundgame.electoral.counting.files import read_papers
from groundgame.electoral.counting.meek import meek
from groundgame.electoral.counting.papers import Papers
from groundgame.electoral.counting.reading import read_as
from groundgame.electoral.counting.scottish_stv import scottish_stv
from groundgame.electoral.counting.ties import TieError

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]
PYTHON = ROOT / ".venv-oracles" / "bin" / "python"


@pytest.fixture(scope="module")
def ask():
    """Return a function that has pref_voting count many elections in one process of its own."""
    if not PYTHON.exists():
        reason = "there is no .venv-oracles: `make test` makes it, or sh scripts/setup.sh oracles"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)

    def count(method: str, elections: list[tuple[Papers, int]]) -> list[list[str] | None]:
        asked = [[method, *as_numbers(papers, seats)] for papers, seats in elections]
        done = subprocess.run(
            [PYTHON, Path(__file__).with_name("oracle.py")],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            check=True,
        )
        return [
            None if numbers is None else sorted(read_as(papers).candidates[number] for number in numbers)
            for (papers, _), numbers in zip(elections, json.loads(done.stdout), strict=True)
        ]

    return count


def as_numbers(papers: Papers, seats: int) -> list[object]:
    """Give the papers as the law reads them: the oracle has no rule for gaps, overvotes or those who withdrew."""
    formal = read_as(papers, skipped="exhaust")
    rows = [[code for code in row if code >= 0] for row in formal.prefs.tolist()]
    return [len(formal.candidates), seats, list(zip(rows, formal.numbers.tolist(), strict=True))]


def invented(rng: random.Random, most: int, kinds: int) -> tuple[Papers, int]:
    """Return an election of at most so many candidates and kinds of papers, with papers of every length."""
    names = tuple(f"C{number}" for number in range(rng.randint(3, most)))
    strength = [rng.random() + 0.05 for _ in names]
    papers: dict[tuple[str, ...], int] = {}
    for _ in range(rng.randint(3, kinds)):
        order = sorted(names, key=lambda name: rng.random() ** (1 / strength[names.index(name)]), reverse=True)
        ranking = tuple(order[: rng.randint(1, len(names))])
        papers[ranking] = papers.get(ranking, 0) + rng.choice((1, 1, 2, 3, 17, 40))
    return Papers.of(names, papers), rng.randint(1, min(5, len(names) - 1))


def without_lots(count, elections):
    """Give each election that its votes alone decide, with who is elected."""
    for papers, seats in elections:
        try:
            yield (papers, seats), sorted(count(papers, seats=seats).elected)
        except TieError:
            continue


def test_real_wards_elect_whom_pref_voting_elects(ask, shared_data):
    wards = [*sorted((shared_data / "ballots" / "scottish_wards").glob("*.blt"))]
    wards.append(shared_data / "ballots" / "glasgow_2017_newlands_auldburn" / "ballots.txt")
    elections = [(papers, papers.seats) for papers in map(read_papers, wards)]
    ours = [sorted(scottish_stv(papers, seats=seats).elected) for papers, seats in elections]
    assert len(wards) >= 10
    assert dict(zip(wards, ours, strict=True)) == dict(zip(wards, ask("scottish", elections), strict=True))


def test_invented_elections_elect_whom_pref_voting_elects_under_scottish_stv(ask):
    rng = random.Random(2017)
    decided = list(without_lots(scottish_stv, [invented(rng, most=9, kinds=60) for _ in range(150)]))
    theirs = ask("scottish", [election for election, _ in decided])
    assert len(decided) > 100
    assert theirs == [elected for _, elected in decided]


def test_invented_elections_elect_whom_pref_voting_elects_under_algorithm_123(ask):
    rng = random.Random(1987)
    elections = [invented(rng, most=6, kinds=12) for _ in range(50)]  # half a second each for the oracle
    decided = list(without_lots(lambda papers, seats: meek(papers, seats=seats, variant="original"), elections))
    theirs = ask("meek", [election for election, _ in decided])
    assert len(decided) > 30
    assert theirs == [elected for _, elected in decided]
