"""What must hold of every transferable count, whatever the papers, however they are kept, and whoever is tied."""

from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundgame.electoral.counting.ers97 import ers97
from groundgame.electoral.counting.guarding import Guarantee
from groundgame.electoral.counting.lots import by_lot_named
from groundgame.electoral.counting.papers import Papers
from groundgame.electoral.counting.scottish_stv import droop_quota, scottish_stv
from groundgame.electoral.counting.wig import wig

pytestmark = pytest.mark.slow

NAMES = ["Ash", "Beech", "Cedar", "Elm", "Fir", "Gorse"]
LOT = by_lot_named("properties")
RULES = [
    pytest.param(partial(scottish_stv, tie=LOT), id="scottish"),
    pytest.param(partial(ers97, tie=LOT), id="ers97"),
    pytest.param(partial(wig, tie=LOT), id="wig"),
    pytest.param(partial(wig, tie=LOT, quota="exact", basis="transferable", look="forwards"), id="wig otherwise"),
]

every_rule = pytest.mark.parametrize("rule", RULES)
clean = st.lists(st.sampled_from(NAMES), unique=True, max_size=len(NAMES)).map(tuple)
mark = (
    st.sampled_from(NAMES)
    | st.none()
    | st.lists(st.sampled_from(NAMES), min_size=2, max_size=3, unique=True).map(tuple)
)
spoilt = st.lists(mark, max_size=len(NAMES)).map(tuple)
# Few papers make ties, many make surpluses with remainders.
papers_of = st.dictionaries(clean | clean | spoilt, st.integers(0, 3) | st.integers(0, 400), min_size=1, max_size=14)
seats_of = st.integers(1, 5)
some = settings(max_examples=40, deadline=None)  # of each rule


def shuffled(draw, mapping):
    return dict(draw(st.permutations(list(mapping.items()))))


@every_rule
@some
@given(papers=papers_of, seats=seats_of)
def test_lists_and_arrays_make_the_same_count(rule, papers, seats):
    held = Papers.of(NAMES, papers)
    assert rule(held, seats=seats, engine="plain") == rule(held, seats=seats, engine="fast")


@every_rule
@some
@given(papers=papers_of, seats=seats_of)
def test_every_stage_accounts_for_every_vote(rule, papers, seats):
    count = rule(Papers.of(NAMES, papers), seats=seats)
    assert count.valid + count.invalid == sum(papers.values())
    for each in count.rounds:
        assert sum(each.votes.values()) + each.non_transferable == count.valid
        assert min(each.votes.values()) >= 0


@every_rule
@some
@given(papers=papers_of, seats=seats_of)
def test_what_moves_at_a_stage_is_the_difference_it_makes(rule, papers, seats):
    rounds = rule(Papers.of(NAMES, papers), seats=seats).rounds
    for before, after in pairwise(rounds):
        for name in NAMES:
            came = sum(votes for (_, to), votes in after.transfers.items() if to == name)
            went = sum(votes for (giver, _), votes in after.transfers.items() if giver == name)
            assert after.votes[name] == before.votes[name] + came - went
        assert {giver for giver, _ in after.transfers} <= set(after.transferred_from)
        assert after.non_transferable >= before.non_transferable


@every_rule
@some
@given(papers=papers_of, seats=seats_of, data=st.data())
def test_the_order_of_papers_and_of_candidates_changes_nothing(rule, papers, seats, data):
    names = data.draw(st.permutations(NAMES))
    other = Papers.of(names, shuffled(data.draw, papers))
    assert rule(Papers.of(NAMES, papers), seats=seats) == rule(other, seats=seats)


@every_rule
@some
@given(papers=papers_of, seats=seats_of)
def test_every_seat_is_filled_once_and_nobody_is_both_elected_and_excluded(rule, papers, seats):
    count = rule(Papers.of(NAMES, papers), seats=seats)
    out = [name for each in count.rounds for name in each.excluded]
    assert len(set(count.elected)) == len(count.elected) == seats
    assert len(set(out)) == len(out)
    assert not set(out) & set(count.elected)


@every_rule
@some
@given(papers=papers_of, seats=seats_of, favourite=st.sampled_from(NAMES))
def test_whoever_more_than_half_name_first_is_elected_at_once(rule, papers, seats, favourite):
    rest = sum(papers.values())
    papers = papers | {(favourite,): papers.get((favourite,), 0) + rest + 1}
    assert favourite in rule(Papers.of(NAMES, papers), seats=seats).rounds[0].elected


@every_rule
@some
@given(papers=papers_of, seats=seats_of, blank=st.integers(1, 50))
def test_papers_that_say_nothing_change_nothing_but_their_own_number(rule, papers, seats, blank):
    papers = {ranking: number for ranking, number in papers.items() if ranking}
    before, after = (rule(Papers.of(NAMES, some), seats=seats) for some in (papers, papers | {(): blank}))
    assert before.rounds == after.rounds
    assert (before.valid, before.invalid + blank) == (after.valid, after.invalid)


@every_rule
@some
@given(papers=papers_of, seats=seats_of)
def test_one_paper_a_row_is_counted_as_many_in_one_row(rule, papers, seats):
    held = Papers.of(NAMES, {ranking: min(number, 3) for ranking, number in papers.items()})
    apart = Papers(
        held.candidates, held.prefs.repeat(held.numbers, axis=0), held.numbers.repeat(held.numbers) * 0 + 1, held.equal
    )
    assert rule(held, seats=seats) == rule(apart, seats=seats)


@some
@given(papers=st.dictionaries(clean, st.integers(0, 200), max_size=8), seats=seats_of, data=st.data())
def test_a_group_that_quotas_of_voters_put_first_has_as_many_seats(papers, seats, data):
    """Whatever order they put it in: this is what a transferable vote is for. Exact, so of the exact count."""
    group = data.draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=1))
    solid = st.permutations(group).map(tuple)
    backing = data.draw(st.dictionaries(solid, st.integers(1, 400), min_size=1, max_size=6))
    papers = {ranking: number for ranking, number in papers.items() if ranking}
    together = {ranking: papers.get(ranking, 0) + backing.get(ranking, 0) for ranking in papers | backing}
    quota = droop_quota(sum(together.values()), seats)
    earned = min(sum(backing.values()) // quota, len(group), seats)
    elected = wig(Papers.of(NAMES, together), seats=seats, tie=LOT).elected
    assert len(set(group) & set(elected)) >= earned


@every_rule
@some
@given(papers=papers_of, seats=seats_of, data=st.data())
def test_guaranteed_places_are_had_whatever_the_votes(rule, papers, seats, data):
    groups = [{"Ash", "Cedar", "Fir"}, {"Cedar", "Elm"}]
    kept = [data.draw(st.integers(0, min(len(group), seats))) for group in groups]
    together = min(len(groups[0] & groups[1]), *kept)
    guaranteed = [Guarantee(frozenset(group), number) for group, number in zip(groups, kept, strict=True)]
    if sum(kept) - together > seats:
        return
    held = Papers.of(NAMES, papers)
    count = rule(held, seats=seats, guaranteed=guaranteed)
    assert len(count.elected) == seats
    for group, number in zip(groups, kept, strict=True):
        assert len(group & set(count.elected)) >= number
    assert count == rule(held, seats=seats, guaranteed=guaranteed, engine="fast")


@every_rule
@some
@given(papers=papers_of, seats=seats_of)
def test_a_guarantee_of_nothing_changes_nothing(rule, papers, seats):
    held = Papers.of(NAMES, papers)
    assert rule(held, seats=seats, guaranteed=[Guarantee(frozenset(NAMES[:2]), 0)]) == rule(held, seats=seats)
