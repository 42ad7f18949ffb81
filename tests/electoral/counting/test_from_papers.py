"""Simple rules on papers: whom a paper votes for, and which papers are invalid."""

from collections import Counter
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundgame.electoral.counting import (
    CountError,
    Papers,
    TieError,
    block_from_papers,
    dhondt,
    dhondt_from_papers,
    fptp_from_papers,
    limited,
    sainte_lague_from_papers,
    sv_from_papers,
)
from groundgame.electoral.counting.marks import tally

NAMES = ("Ash", "Beech", "Cedar", "Dogwood", "Elm")


def first_in_the_alphabet(tied, places):
    return tied[:places]


def test_crosses_are_votes_and_too_many_of_them_are_none():
    papers = Papers.of(
        NAMES,
        {
            (("Ash", "Beech"),): 6,
            (("Cedar", "Dogwood"),): 5,
            ("Elm",): 9,
            (("Ash", "Beech", "Cedar"),): 2,
            (): 4,
        },
    )
    count = limited(papers, seats=3)
    assert dict(count.rounds[0].votes) == {"Ash": 6, "Beech": 6, "Cedar": 5, "Dogwood": 5, "Elm": 9}
    assert (count.elected, count.valid, count.invalid) == (("Elm", "Ash", "Beech"), 20, 6)
    assert block_from_papers(papers, seats=3).invalid == 4


def test_on_a_ranked_paper_the_highest_preferences_are_the_votes():
    papers = Papers.of(NAMES, {("Ash", "Beech", "Cedar", "Elm"): 3, ("Elm", None, "Cedar"): 2})
    assert dict(fptp_from_papers(papers).rounds[0].votes) == {"Ash": 3, "Beech": 0, "Cedar": 0, "Dogwood": 0, "Elm": 2}
    two = block_from_papers(papers, seats=2, tie=first_in_the_alphabet)
    assert dict(two.rounds[0].votes) == {"Ash": 3, "Beech": 3, "Cedar": 2, "Dogwood": 0, "Elm": 2}


def test_a_minority_of_two_in_five_elects_one_of_three():
    """What the limited vote was made for, and what the block vote refuses."""
    papers = Papers.of(NAMES[:4], {(("Ash", "Beech"),): 30, (("Beech", "Cedar"),): 28, ("Dogwood",): 41})
    assert limited(papers, seats=3).elected == ("Beech", "Dogwood", "Ash")
    assert (
        "Dogwood"
        not in block_from_papers(
            Papers.of(NAMES[:4], {(("Ash", "Beech", "Cedar"),): 58, ("Dogwood",): 41}), seats=3
        ).elected
    )


@pytest.mark.parametrize("votes_each", [0, 3, 4])
def test_a_limited_vote_has_fewer_votes_than_seats(votes_each):
    with pytest.raises(CountError, match=f"{votes_each} votes each for 3 seats"):
        limited(Papers.of(NAMES, {("Ash",): 1}), seats=3, votes_each=votes_each)
    with pytest.raises(CountError, match="0 votes each for 1 seats"):
        limited(Papers.of(NAMES, {("Ash",): 1}), seats=1)


def test_rules_of_one_seat_refuse_more():
    for rule in (fptp_from_papers, sv_from_papers):
        with pytest.raises(CountError, match="There are 2 seats"):
            rule(Papers.of(NAMES, {("Ash",): 1}), seats=2)


def test_a_mayor_s_papers():
    papers = Papers.of(
        NAMES,
        {
            ("Ash",): 40,
            ("Beech", "Ash"): 35,
            ("Cedar", "Beech", "Ash"): 20,
            ("Cedar", ("Ash", "Beech")): 3,
            ("Cedar", "Cedar", "Beech"): 2,
            ("Cedar", None, "Beech"): 1,
            (("Ash", "Beech"), "Cedar"): 6,
            (None, "Beech"): 5,
        },
    )
    count = sv_from_papers(papers)
    assert dict(count.rounds[0].votes) == {"Ash": 40, "Beech": 35, "Cedar": 26, "Dogwood": 0, "Elm": 0}
    assert dict(count.rounds[1].votes) == {"Ash": 40, "Beech": 55}
    assert (count.rounds[1].non_transferable, count.valid, count.invalid) == (6, 101, 11)


def test_lists_have_the_papers_that_name_them_first():
    papers = Papers.of(NAMES, {("Ash", "Beech"): 60, ("Beech",): 30, (("Ash", "Beech"),): 7, ("Cedar",): 10})
    count = dhondt_from_papers(papers, seats=4, already={"Ash": 1})
    assert (
        count.rounds
        == dhondt(
            {**dict.fromkeys(NAMES, 0), "Ash": 60, "Beech": 30, "Cedar": 10},
            seats=4,
            already={"Ash": 1},
            tie=first_in_the_alphabet,
        ).rounds
    )
    assert (count.valid, count.invalid) == (100, 7)
    assert sainte_lague_from_papers(papers, seats=4).seats_won == {"Ash": 3, "Beech": 1}


def test_a_withdrawn_candidate_has_no_votes_and_no_place():
    papers = Papers.of(NAMES[:3], {("Ash", "Beech"): 5, ("Cedar",): 4}, withdrawn=["Ash"])
    assert dict(fptp_from_papers(papers).rounds[0].votes) == {"Beech": 5, "Cedar": 4}
    assert dict(sv_from_papers(papers).rounds[0].votes) == {"Beech": 5, "Cedar": 4}


def test_ties_are_refused_as_ever():
    with pytest.raises(TieError, match="Ash, Beech are equal"):
        fptp_from_papers(Papers.of(NAMES, {("Ash",): 3, ("Beech",): 3}))


marks = st.none() | st.sampled_from(NAMES) | st.sets(st.sampled_from(NAMES), min_size=2).map(lambda s: tuple(sorted(s)))
papers_of = st.dictionaries(st.lists(marks, max_size=4).map(tuple), st.integers(1, 9), max_size=10)


@given(papers_of, st.integers(1, 4))
def test_votes_are_those_of_one_paper_after_another(papers, votes_each):
    votes, invalid = Counter(dict.fromkeys(NAMES, 0)), 0
    for ranking, number in papers.items():
        given_to = set()
        for mark in ranking:
            if mark is not None and len(given_to) < votes_each:
                given_to |= {mark} if isinstance(mark, str) else set(mark)
        if not given_to or len(given_to) > votes_each:
            invalid += number
            continue
        votes.update(dict.fromkeys(given_to, number))
    found = tally(Papers.of(NAMES, papers), votes_each)
    assert (found.votes, found.invalid) == (dict(votes), invalid)
    assert found.valid + found.invalid == sum(papers.values())


COUNTS = {
    "fptp": fptp_from_papers,
    "sv": sv_from_papers,
    "block": partial(block_from_papers, seats=2),
    "limited": partial(limited, seats=3),
    "dhondt": partial(dhondt_from_papers, seats=4),
    "sainte-lague": partial(sainte_lague_from_papers, seats=4),
}


@given(st.sampled_from(sorted(COUNTS)), st.data(), papers_of)
def test_the_order_of_papers_and_of_candidates_changes_nothing(rule, data, papers):
    other = dict(data.draw(st.permutations(list(papers.items()))))
    names = data.draw(st.permutations(NAMES))
    count = partial(COUNTS[rule], tie=first_in_the_alphabet)
    assert count(Papers.of(NAMES, papers)) == count(Papers.of(names, other))


@given(st.sampled_from(sorted(COUNTS)), papers_of, st.integers(1, 50))
def test_papers_that_say_nothing_are_invalid_and_change_nothing_else(rule, papers, number):
    count = partial(COUNTS[rule], tie=first_in_the_alphabet)
    held = {ranking: many for ranking, many in papers.items() if ranking != ()}
    before, after = count(Papers.of(NAMES, held)), count(Papers.of(NAMES, {**held, (): number}))
    assert after == replace(before, invalid=before.invalid + number)
    assert after.valid + after.invalid == sum(held.values()) + number
