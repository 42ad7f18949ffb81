"""The weighted inclusive Gregory method in exact fractions, and the versions of it that are published."""

from fractions import Fraction

import pytest

from groundgame.electoral.counting.files import read_papers
from groundgame.electoral.counting.papers import Papers
from groundgame.electoral.counting.scottish_stv import scottish_stv
from groundgame.electoral.counting.ties import TieError, as_drawn
from groundgame.electoral.counting.wig import wig

A, B, C, D = "Ash", "Beech", "Cedar", "Elm"


def count(papers, **options):
    names = sorted({name for ranking in papers for name in ranking})
    return wig(Papers.of(names, papers), **options)


def test_every_paper_moves_at_its_value_times_the_surplus_over_the_votes():
    first, second, *_ = count({(A, B): 7, (A, C): 2, (B,): 3, (C,): 4, (D,): 5}, seats=2).rounds
    assert (first.elected, first.votes[A]) == ((A,), 9)
    assert (second.votes[B], second.votes[C]) == (3 + Fraction(7, 9), 4 + Fraction(2, 9))
    assert second.non_transferable == 0


def test_papers_that_moved_before_weigh_what_they_were_worth_when_they_came():
    papers = {(A, B, C): 30, (B, C): 15, (C,): 10, (D,): 18}
    counted = count(papers, seats=3)
    assert counted.quota == 19
    second, third = counted.rounds[1:3]
    assert second.votes[B] == 15 + 11 == 26
    # Beech's 26 votes are 15 whole papers and 30 papers of 11/30; 7 of the 26 move, 7/26 of each of them.
    assert third.transferred_from == (B,)
    assert third.votes[C] == 10 + 15 * Fraction(7, 26) + 30 * Fraction(11, 30) * Fraction(7, 26) == 17


def test_a_surplus_is_a_part_of_all_the_votes_or_of_those_that_name_somebody_next():
    papers = {(A, B): 10, (A,): 10, (B,): 4, (C,): 5}
    everything = count(papers, seats=2).rounds[1]
    next_alone = count(papers, seats=2, basis="transferable").rounds[1]
    assert (everything.votes[B], everything.non_transferable) == (9, 5)
    assert (next_alone.votes[B], next_alone.non_transferable) == (14, 0)


def test_no_paper_gains_by_moving():
    papers = {(A, B): 2, (A,): 18, (B,): 4, (C,): 5}
    second = count(papers, seats=2, basis="transferable").rounds[1]
    assert (second.votes[B], second.non_transferable) == (6, 8)


def test_an_exact_quota_must_be_exceeded():
    papers = {(A,): 10, (B,): 5, (C,): 5}
    counted = count(papers, seats=1, quota="exact", tie=as_drawn([B]))
    assert (counted.quota, counted.rounds[0].elected) == (10, ())
    assert count({(A,): 11, (B,): 5, (C,): 5}, seats=1, quota="exact").rounds[0].elected == (A,)


def test_equal_votes_are_looked_up_backwards_or_forwards_or_drawn():
    # Beech led Cedar at first; Elm's papers put Cedar ahead, and then Fir's make them equal.
    papers = {(A,): 40, (B, A): 13, (C, A): 12, (D, C): 5, ("Fir", "Beech"): 6, ("Fir", "Cedar"): 2, ("Gorse",): 30}
    backwards, forwards = (count(papers, seats=1, look=look) for look in ("backwards", "forwards"))
    equal = backwards.rounds[2].votes
    assert equal[B] == equal[C] == 19
    assert (backwards.rounds[3].excluded, forwards.rounds[3].excluded) == ((B,), (C,))
    assert backwards.rounds[3].note.endswith("decided against Beech by the votes of stage 2")
    assert forwards.rounds[3].note.endswith("decided against Cedar by the votes of stage 1")
    with pytest.raises(TieError):
        count(papers, seats=1, look="lot")


def test_the_exact_count_of_a_real_ward_differs_from_scotland_s_by_what_scotland_rounds_off(shared_data):
    papers = read_papers(shared_data / "ballots" / "glasgow_2017_newlands_auldburn" / "ballots.txt")
    exact, rounded = wig(papers, seats=3), scottish_stv(papers, seats=3)
    assert exact.elected == rounded.elected
    for ours, theirs in zip(exact.rounds, rounded.rounds, strict=True):
        assert all(abs(ours.votes[name] - theirs.votes[name]) < Fraction(1, 50) for name in ours.votes)
        assert ours.non_transferable <= theirs.non_transferable
