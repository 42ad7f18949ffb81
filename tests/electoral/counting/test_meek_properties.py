"""What holds of every count by Meek's method, and that arrays give the same count as plain lists."""

from fractions import Fraction
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundgame.electoral.counting.guarding import Guarantee
from groundgame.electoral.counting.meek import meek
from groundgame.electoral.counting.papers import Papers
from groundgame.electoral.counting.ties import CountError

pytestmark = pytest.mark.slow

NAMES = ("Ash", "Beech", "Cedar", "Dogwood", "Elm", "Fir")
VARIANTS = ("2006", "reference", "original")
STRICT = st.permutations(NAMES).flatmap(lambda order: st.integers(0, len(NAMES)).map(lambda n: tuple(order[:n])))
SHARED = st.tuples(st.permutations(NAMES), st.lists(st.integers(1, 3), max_size=4)).map(
    lambda drawn: tuple(cut(drawn[0], drawn[1]))
)
PAPERS = st.dictionaries(STRICT, st.integers(1, 60), min_size=1, max_size=25)
EQUAL = st.dictionaries(st.one_of(STRICT, SHARED), st.integers(1, 60), min_size=1, max_size=12)
SEATS = st.integers(1, 5)
unhurried = settings(max_examples=60, deadline=None)  # a busy machine is no fault of the count's
variants = pytest.mark.parametrize("variant", VARIANTS)


def cut(order, sizes):
    """Give a paper with equal preferences: sets of the sizes drawn, and names that stand alone."""
    start = 0
    for size in sizes:
        together = tuple(order[start : start + size])
        if together:
            yield together if len(together) > 1 else together[0]
        start += size


def last_by_name(tied, places):
    """Settle a tie without chance, so that a count can be done again."""
    return tuple(sorted(tied)[:places])


def count(papers, seats, variant, *, names=NAMES, **named):
    return meek(Papers.of(names, papers), seats=seats, variant=variant, tie=last_by_name, **named)


@variants
@unhurried
@given(papers=EQUAL, seats=SEATS)
def test_arrays_and_plain_lists_count_alike(variant, papers, seats):
    assert count(papers, seats, variant, engine="fast") == count(papers, seats, variant, engine="plain")


@variants
@unhurried
@given(papers=PAPERS, seats=SEATS)
def test_every_paper_is_somewhere_at_every_stage(variant, papers, seats):
    done = count(papers, seats, variant)
    assert done.valid + done.invalid == sum(papers.values())
    for stage in done.rounds:
        assert sum(stage.votes.values()) + stage.non_transferable == done.valid
        assert stage.non_transferable >= 0
        assert all((votes * 10**9).denominator == 1 for votes in stage.votes.values())


@variants
@unhurried
@given(papers=PAPERS, seats=SEATS)
def test_seats_are_filled_and_nobody_is_both_elected_and_excluded(variant, papers, seats):
    done = count(papers, seats, variant)
    out = [name for stage in done.rounds for name in stage.excluded]
    assert len(done.elected) == seats
    assert len({*done.elected, *out}) == len(done.elected) + len(out)


@variants
@unhurried
@given(papers=EQUAL, seats=SEATS, rng=st.randoms(use_true_random=False))
def test_neither_the_order_of_papers_nor_that_of_candidates_matters(variant, papers, seats, rng):
    names, rows = list(NAMES), list(papers.items())
    rng.shuffle(names)
    rng.shuffle(rows)
    assert count(dict(rows), seats, variant, names=tuple(names)) == count(papers, seats, variant)


@variants
@unhurried
@given(papers=PAPERS, seats=SEATS, blanks=st.integers(1, 9))
def test_a_paper_without_preferences_changes_nothing(variant, papers, seats, blanks):
    without = {ranking: number for ranking, number in papers.items() if ranking}
    done, more = count(without, seats, variant), count({**without, (): blanks}, seats, variant)
    assert (more.rounds, more.valid, more.invalid) == (done.rounds, done.valid, blanks)


@variants
@unhurried
@given(papers=PAPERS, seats=SEATS)
def test_more_than_a_quota_of_first_preferences_is_a_seat(variant, papers, seats):
    first = {name: sum(n for ranking, n in papers.items() if ranking[:1] == (name,)) for name in NAMES}
    total = sum(first.values())
    sure = {name for name, votes in first.items() if votes * (seats + 1) > total + seats + 1}
    assert sure <= set(count(papers, seats, variant).elected)


@variants
@unhurried
@given(papers=PAPERS, seats=SEATS)
def test_quotas_only_fall(variant, papers, seats):
    quotas = [stage.quota for stage in count(papers, seats, variant).rounds]
    slack = Fraction(sum(papers.values()) * len(NAMES), 10**9)
    assert all(later <= earlier + slack for earlier, later in pairwise(quotas))


GROUP = frozenset({"Cedar", "Dogwood", "Elm"})


@variants
@unhurried
@given(papers=PAPERS, seats=st.integers(2, 5), at_least=st.integers(1, 3))
def test_guaranteed_places_are_filled_and_change_nothing_where_they_are_won_anyway(variant, papers, seats, at_least):
    guarantee = Guarantee(GROUP, at_least, "the evergreens")
    if at_least > seats:
        with pytest.raises(CountError, match="the evergreens is guaranteed"):
            count(papers, seats, variant, guaranteed=[guarantee])
        return
    done = count(papers, seats, variant, guaranteed=[guarantee])
    assert len(done.elected) == seats
    assert len(GROUP & set(done.elected)) >= at_least
    free = count(papers, seats, variant)
    if all(len(GROUP & set(kept)) >= at_least for kept in combinations(NAMES, seats)):
        assert done == free


@variants
@unhurried
@given(papers=PAPERS)
def test_two_guarantees_that_overlap_are_both_kept(variant, papers):
    asked = [
        Guarantee(frozenset({"Ash", "Beech", "Cedar"}), 2, "one"),
        Guarantee(frozenset({"Cedar", "Fir"}), 1, "two"),
    ]
    elected = set(count(papers, 3, variant, guaranteed=asked).elected)
    assert all(len(each.group & elected) >= each.at_least for each in asked)


@pytest.mark.parametrize("variant", ["2006", "original", "reference"])
def test_more_papers_than_arrays_can_add_up_are_counted_all_the_same(variant):
    many = 10**11
    papers = Papers.of(
        ["Ash", "Beech", "Cedar", "Dogwood"],
        {("Ash", "Beech"): 4 * many, ("Beech", "Cedar"): 10 * many, ("Cedar", "Dogwood"): 7 * many + 1},
    )
    plain, fast = (meek(papers, seats=2, variant=variant, engine=engine) for engine in ("plain", "fast"))
    assert plain == fast
    assert plain.rounds[0].votes["Beech"] == 10 * many
    assert min(min(each.votes.values()) for each in fast.rounds) >= 0
