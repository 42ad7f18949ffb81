"""What each rule makes of a paper that is not tidy, as the table of docs/counting.md says."""

from fractions import Fraction

import pytest

from groundgame.electoral.counting import Papers
from groundgame.electoral.counting.counting_files import count_contents
from groundgame.electoral.counting.files import Contents

TIDY = {("Ash",): 10, ("Beech",): 8, ("Cedar",): 6}
BOTH = ("Ash", "Beech")
CROSSES, LISTS, HAND, MACHINE = ["fptp", "block"], ["dhondt", "sainte-lague"], ["av"], ["meek"]
BY_LAW = ["scottish-stv", "ers97", "wig"]
EVERY = [*CROSSES, *LISTS, "sv", *HAND, *BY_LAW, *MACHINE]


def counted(rule, paper, *, withdrawn=()):
    papers = Papers.of(["Ash", "Beech", "Cedar", "Dogwood"], {**TIDY, paper: 1}, seats=1, withdrawn=withdrawn)
    return count_contents(rule, Contents("papers", papers))


@pytest.mark.parametrize("rule", EVERY)
def test_a_paper_that_says_nothing_is_invalid(rule):
    count = counted(rule, ())
    assert (count.valid, count.invalid) == (24, 1)


@pytest.mark.parametrize("rule", [*CROSSES, *LISTS, "sv", *BY_LAW])
def test_several_first_preferences_are_invalid_for_one_seat(rule):
    assert counted(rule, (BOTH, "Cedar")).invalid == 1


def test_several_first_preferences_are_votes_where_there_are_as_many():
    papers = Papers.of(["Ash", "Beech", "Cedar"], {(BOTH,): 3, (("Ash", "Beech", "Cedar"),): 1, ("Cedar",): 2}, seats=2)
    count = count_contents("block", Contents("papers", papers))
    assert (count.rounds[0].votes, count.invalid) == ({"Ash": 3, "Beech": 3, "Cedar": 2}, 1)


def test_several_at_one_preference_exhaust_a_paper_under_av_unless_one_alone_of_them_still_stands():
    papers = Papers.of(
        ["Ash", "Beech", "Cedar"], {("Ash",): 10, ("Beech",): 9, (BOTH,): 4, ("Cedar", ("Beech", "Cedar")): 3}
    )
    first, second = count_contents("av", Contents("papers", papers)).rounds
    assert (first.votes, first.non_transferable) == ({"Ash": 10, "Beech": 9, "Cedar": 3}, 4)
    assert (second.votes, second.non_transferable) == ({"Ash": 10, "Beech": 12}, 4)


def test_several_first_preferences_are_shared_by_meek():
    assert counted("meek", (BOTH,)).rounds[0].votes["Ash"] == Fraction(21, 2)


@pytest.mark.parametrize("rule", [*CROSSES, *HAND, *MACHINE])
def test_a_skipped_first_preference_is_closed_up(rule):
    count = counted(rule, (None, "Ash"))
    assert (count.rounds[0].votes["Ash"], count.invalid) == (11, 0)


@pytest.mark.parametrize("rule", LISTS)
def test_a_skipped_first_preference_is_closed_up_for_lists(rule):
    assert counted(rule, (None, "Ash")).valid == 25


@pytest.mark.parametrize("rule", ["sv", *BY_LAW])
def test_nothing_is_read_after_a_skipped_preference(rule):
    assert counted(rule, (None, "Ash")).invalid == 1


def test_a_second_choice_that_is_left_out_or_repeats_the_first_is_none():
    for paper in (("Cedar", None, "Beech"), ("Cedar", "Cedar", "Beech"), ("Cedar", BOTH)):
        assert counted("sv", paper).rounds[-1].non_transferable == 7


@pytest.mark.parametrize("rule", [*HAND, *BY_LAW, *MACHINE])
def test_a_name_that_stands_twice_is_passed_over(rule):
    count = counted(rule, ("Cedar", "Cedar", "Beech"))
    assert max(each.votes["Beech"] for each in count.rounds if "Beech" in each.votes) == 9


@pytest.mark.parametrize("rule", EVERY)
def test_whoever_withdrew_is_struck_out(rule):
    count = counted(rule, ("Dogwood", "Ash"), withdrawn=["Dogwood"])
    assert "Dogwood" not in count.rounds[0].votes
    assert (count.valid, count.invalid) == (25, 0)
