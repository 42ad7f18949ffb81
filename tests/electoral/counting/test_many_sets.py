"""More different sets of equal preferences than 16 bits can number."""

from collections import Counter
from itertools import combinations, islice

import numpy as np
import pytest

from groundgame.electoral.counting import Papers, block_from_papers, limited, meek, read_papers
from groundgame.electoral.counting.av import av
from groundgame.electoral.counting.college import college
from groundgame.electoral.counting.files import as_blt, as_csv
from groundgame.electoral.counting.papers import BLANK
from groundgame.electoral.counting.reading import read_as
from groundgame.electoral.counting.sheets import papers_digest

pytestmark = pytest.mark.slow

NAMES = [f"Candidate {number:02}" for number in range(18)]
MANY = 33_000


@pytest.fixture(scope="module")
def papers():
    sets = islice((each for size in (8, 9) for each in combinations(NAMES, size)), MANY)
    return Papers.of(NAMES, {(each,): 1 for each in sets}, seats=9)


def crosses(papers):
    """Return how many papers mark each candidate, one paper after another."""
    found = Counter(place for (mark,), _ in papers for place in mark)
    return {name: found[place] for place, name in enumerate(papers.candidates)}


def first_in_the_alphabet(tied, places):
    return tied[:places]


def test_votes_are_those_of_every_cross(papers):
    count = block_from_papers(papers, seats=9, tie=first_in_the_alphabet)
    assert (count.rounds[0].votes, count.valid, count.invalid) == (crosses(papers), MANY, 0)
    assert limited(papers, seats=10, tie=first_in_the_alphabet).rounds[0].votes == crosses(papers)


def test_every_rule_that_keeps_sets_takes_them(papers):
    ranked = np.vstack([np.pad(papers.prefs, ((0, 0), (0, 1)), constant_values=BLANK), [[0, BLANK], [1, 0]]])
    more = Papers(papers.candidates, ranked, np.append(papers.numbers, [50_000, 4]), papers.equal)
    counts = [av(more), college({"members": more, "unions": more}), meek(more, seats=1)]
    assert [count.elected for count in counts] == [(NAMES[0],)] * 3
    assert [count.rounds[0].non_transferable for count in counts] == [MANY, 0, 0]
    assert sum(counts[2].rounds[0].votes.values()) == MANY + 50_004


def test_sets_that_only_arise_in_reading_are_told_apart():
    """Whoever is named before is taken out of a set: of ten thousand sets tens of thousands come about."""
    sets = list(combinations(NAMES, 9))[::5]
    papers = Papers.of(NAMES, {(name, each): 1 for name in NAMES for each in sets})
    formal = read_as(papers, overvote="keep")
    assert len(formal.equal) > 2**15
    left = {((name,), tuple(sorted(set(each) - {name}))) for name in NAMES for each in sets}
    together = Papers(formal.candidates, formal.prefs, formal.numbers, formal.equal)
    assert {tuple(tuple(NAMES[each] for each in mark) for mark in ranking) for ranking, _ in together} == left


def test_files_hold_them(papers, tmp_path):
    for name, write in {"many.blt": as_blt, "many.csv": as_csv}.items():
        (tmp_path / name).write_text(write(papers))
        assert papers_digest(read_papers(tmp_path / name)) == papers_digest(papers)
