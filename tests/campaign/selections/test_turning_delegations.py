"""Whole delegations that would have to go over, tried one group after another."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundgame.campaign.selections.counting.boxes import Ask, Box
from groundgame.campaign.selections.counting.running import count_boxes
from groundgame.campaign.selections.turning import Delegation, fewest_delegations, turns
from groundgame.campaign.selections.turning.found import Recounts, against
from groundgame.campaign.selections.turning.piles import piles_of
from groundgame.electoral.counting import Papers, refuse

pytestmark = pytest.mark.slow

NAMES = ("Ash", "Beech", "Cedar")
COLLEGE = Ask("college", 1)


def boxes_of(members, delegations):
    blocks = {}
    for each in delegations:
        blocks[each.said] = blocks.get(each.said, 0) + each.votes
    return [
        Box(Papers.of(NAMES, members), "members", Fraction(1, 2)),
        Box(Papers.of(NAMES, blocks), "unions", Fraction(1, 2)),
    ]


@pytest.fixture
def contest():
    """Members 60 to 40 for Ash; unions 700 to 300 for Beech, so that Beech has 55% of the whole."""
    delegations = [
        Delegation("unions", votes, said)
        for votes, said in [(400, ("Beech", "Ash")), (200, ("Beech",)), (100, ("Beech",)), (300, ("Ash",))]
    ]
    return boxes_of({("Ash",): 60, ("Beech",): 40}, delegations), delegations


def switch(boxes, delegations, name, section="unions"):
    found = turns(COLLEGE, boxes, count_boxes(COLLEGE, boxes, refuse))
    (proven,) = (each.proven for each in found if (each.name, each.section) == (name, section))
    piles = piles_of(boxes, equal=True)
    return fewest_delegations(piles, section, delegations, name, Recounts(COLLEGE), proven)


def test_the_smallest_delegation_that_turns_it_is_named(contest):
    boxes, delegations = contest
    assert count_boxes(COLLEGE, boxes, refuse).elected == ("Beech",)
    found = switch(boxes, delegations, "Ash")
    # Ten points of 1,000 votes to make up: 100 votes make it even, so the one of 100 is too small.
    assert [each.votes for each in found.delegations] == [200]
    assert found.exact


def test_where_all_of_them_together_could_not_do_it_it_says_so():
    delegations = [
        Delegation("unions", votes, (name,)) for votes, name in [(400, "Beech"), (150, "Beech"), (50, "Ash")]
    ]
    boxes = boxes_of({("Ash",): 100}, delegations)
    found = switch(boxes, delegations, "Cedar")  # who can draw level with Ash at best
    assert (found.delegations, found.tried) == (None, 4)
    assert not found.exact


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 9), st.permutations(NAMES)), min_size=2, max_size=6),
    st.lists(st.integers(1, 9), min_size=3, max_size=3),
)
def test_no_smaller_group_does_it(blocks, members):
    delegations = [Delegation("unions", votes, tuple(said)) for votes, said in blocks]
    boxes = boxes_of({(name,): number for name, number in zip(NAMES, members, strict=True)}, delegations)
    (winner,) = count_boxes(COLLEGE, boxes, against("Ash", gains=False)).elected
    found = {
        (each.name, each.section): each.proven
        for each in turns(COLLEGE, boxes, count_boxes(COLLEGE, boxes, against("Ash", gains=False)))
    }
    for name in set(NAMES) - {winner}:
        piles = piles_of(boxes, equal=True)
        told = fewest_delegations(piles, "unions", delegations, name, Recounts(COLLEGE), found[name, "unions"])
        assert told.proven <= told.tried
        able = [each for each in delegations if each.said[0] != name]
        for size in range(1, min(told.tried, len(able) + 1)):
            for group in combinations(able, size):
                rest = list(delegations)
                for each in group:
                    rest[rest.index(each)] = Delegation(
                        "unions", each.votes, (name, *(n for n in each.said if n != name))
                    )
                changed = boxes_of({(n,): number for n, number in zip(NAMES, members, strict=True)}, rest)
                assert count_boxes(COLLEGE, changed, against(name, gains=True)).elected != (name,)
