"""What papers say: against a reader that goes through one paper at a time."""

from collections import Counter
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundgame.electoral.counting import CountError, Papers
from groundgame.electoral.counting.reading import read_as
from tests.examples import examples

NAMES = ("Ash", "Beech", "Cedar", "Dogwood")
marks = st.none() | st.sampled_from(NAMES) | st.sets(st.sampled_from(NAMES), min_size=2).map(lambda s: tuple(sorted(s)))
papers_of = st.dictionaries(st.lists(marks, max_size=5).map(tuple), st.integers(0, 9), max_size=12)
WAYS = list(product(["exhaust", "skip", "invalid", "keep"], ["close", "close one", "exhaust"], ["skip", "exhaust"]))


def one_paper(ranking, withdrawn, overvote, skipped, repeated):
    """Return what a single paper says, as a tuple of tuples of names, or () where it says nothing."""
    said, seen, gap = [], set(), 0
    marked = [() if m is None else (m,) if isinstance(m, str) else m for m in ranking]
    left = [tuple(name for name in m if name not in withdrawn) for m in marked]
    rest = [now for before, now in zip(marked, left, strict=True) if now or not before]
    if overvote == "invalid" and any(len(m) > 1 for m in rest):
        return ()
    for names in rest:
        if not names:
            gap += 1
            if skipped == "exhaust" or (skipped == "close one" and gap == 2):
                break
            continue
        gap = 0
        if len(names) > 1 and overvote == "exhaust":
            break
        if len(names) > 1 and overvote == "skip":
            continue
        fresh = tuple(name for name in names if name not in seen)
        if fresh != names and repeated == "exhaust":
            break
        seen |= set(names)
        if fresh:
            said.append(fresh)
    return tuple(said)


def named(formal):
    held = Papers(formal.candidates, formal.prefs, formal.numbers, formal.equal)
    return [(tuple(tuple(formal.candidates[c] for c in m) for m in ranking), number) for ranking, number in held]


@settings(max_examples=examples(400))
@given(st.sampled_from(WAYS), papers_of, st.sets(st.sampled_from(NAMES), max_size=3))
def test_it_reads_as_one_paper_at_a_time_would(way, papers, withdrawn):
    overvote, skipped, repeated = way
    held = Papers.of(NAMES, papers, withdrawn=sorted(withdrawn))
    formal = read_as(held, overvote=overvote, skipped=skipped, repeated=repeated)
    expected = Counter()
    for ranking, number in papers.items():
        expected[one_paper(ranking, withdrawn, *way)] += number
    assert formal.invalid == expected.pop((), 0)
    assert dict(named(formal)) == {said: number for said, number in expected.items() if number}
    assert formal.candidates == tuple(name for name in NAMES if name not in withdrawn)


@given(st.data(), papers_of, st.sampled_from(WAYS))
def test_the_order_of_papers_changes_nothing(data, papers, way):
    overvote, skipped, repeated = way
    other = dict(data.draw(st.permutations(list(papers.items()))))
    read = [
        read_as(Papers.of(NAMES, each), overvote=overvote, skipped=skipped, repeated=repeated)
        for each in (papers, other)
    ]
    assert read[0].prefs.tolist() == read[1].prefs.tolist()
    assert read[0].numbers.tolist() == read[1].numbers.tolist()
    assert read[0].equal == read[1].equal


def test_hundreds_of_candidates_need_more_than_one_word_to_sort_and_are_read_alike():
    names = [f"C{number:03d}" for number in range(400)]
    rng = np.random.default_rng(3)
    some = np.array([rng.permutation(400)[:30] for _ in range(50)], dtype=np.int16)
    rows = some[rng.integers(0, 50, 2000)]
    formal = read_as(Papers(tuple(names), rows, np.ones(2000, dtype=np.int64)))
    expected = Counter(map(tuple, rows.tolist()))
    assert dict(zip(map(tuple, formal.prefs.tolist()), formal.numbers.tolist(), strict=True)) == expected
    assert formal.prefs.tolist() == sorted(formal.prefs.tolist())


def test_nobody_left_standing_is_refused():
    with pytest.raises(CountError, match="all of 2 candidates have withdrawn"):
        read_as(Papers.of(["Ash", "Beech"], {("Ash",): 3}, withdrawn=["Ash", "Beech"]))


def test_a_number_of_papers_below_zero_is_refused():
    with pytest.raises(CountError, match="-2 times"):
        read_as(Papers.of(["Ash", "Beech"], {("Ash",): -2}))


def test_no_papers_say_nothing():
    formal = read_as(Papers.of(["Ash"], {}))
    assert (formal.valid, formal.invalid, formal.prefs.shape) == (0, 0, (0, 0))


def test_more_papers_than_can_be_added_up_are_refused():
    papers = Papers.of(["Ash", "Beech"], {("Ash",): 9 * 10**17, ("Beech",): 9 * 10**17})
    with pytest.raises(CountError, match="There are 1800000000000000000 papers"):
        read_as(papers)
