"""ERS97, paragraph by paragraph, and against figures that were published."""

from fractions import Fraction

import pytest

from groundgame.electoral.counting.ers97 import ers97
from groundgame.electoral.counting.lots import asking
from groundgame.electoral.counting.papers import Papers
from groundgame.electoral.counting.ties import TieError, as_drawn

A, B, C, D, E, F = "Ash", "Beech", "Cedar", "Elm", "Fir", "Gorse"


def hundredths(text):
    return Fraction(text)


def count(papers, *, seats, **options):
    """Count both ways, which must agree, and check that every stage accounts for every paper."""
    names = sorted({name for ranking in papers for name in ranking})
    plain, fast = (
        ers97(Papers.of(names, papers), seats=seats, engine=engine, **options) for engine in ("plain", "fast")
    )
    assert plain == fast
    for each in plain.rounds:
        assert sum(each.votes.values()) + each.non_transferable == plain.valid
    return plain


def stage(counted, number):
    return counted.rounds[number - 1]


def test_the_first_two_stages_of_the_model_election_of_the_rules():
    """Section 8 of the booklet: 753 papers, 6 places, the surplus of 134 votes on 123 papers that transfer."""
    papers = {("Smith", "Carpenter"): 123, ("Smith",): 11, ("Monk",): 23, ("Glazier",): 24, ("Wright",): 27}
    papers |= {("Carpenter",): 81, ("Duke",): 105, ("Prince",): 91, ("Baron",): 64, ("Abbot",): 59, ("Vicar",): 55}
    counted = count(papers | {("Freeman",): 90}, seats=6)
    assert (counted.valid, stage(counted, 1).quota, stage(counted, 1).elected) == (
        753,
        hundredths("107.58"),
        ("Smith",),
    )
    assert stage(counted, 2).transferred_from == ("Smith",)
    assert stage(counted, 2).votes["Smith"] == hundredths("107.58")
    assert stage(counted, 2).votes["Carpenter"] == 81 + hundredths("25.83")
    assert stage(counted, 2).non_transferable == hundredths("0.59")


def test_a_students_union_s_count_of_2021_to_the_hundredth():
    """25 papers, 2 places, published with its rounds: 5 and 20 at first, then 16.56 and 8.34, with 0.10 lost."""
    counted = count({("A",): 5, ("B", "A"): 17, ("B",): 3, ("Nobody of these", "A"): 0}, seats=2)
    assert (stage(counted, 1).quota, stage(counted, 1).elected) == (hundredths("8.34"), ("B",))
    assert stage(counted, 2).votes == {"A": hundredths("16.56"), "B": hundredths("8.34"), "Nobody of these": 0}
    assert (stage(counted, 2).non_transferable, stage(counted, 2).elected) == (hundredths("0.10"), ("A",))


def test_the_quota_is_exact_where_the_division_is_and_a_hundredth_more_where_it_is_not():
    assert count({(A,): 12, (B,): 6, (C,): 2}, seats=3).rounds[0].quota == 5
    assert count({(A,): 12, (B,): 6, (C,): 1}, seats=2).rounds[0].quota == hundredths("6.34")


def test_5_2_2_a_surplus_that_could_change_nothing_is_put_off():
    counted = count({(A, B): 17, (B,): 10, (C,): 9, (D, C): 6, (E, A): 8}, seats=2)
    first, second = counted.rounds[:2]
    assert (first.elected, first.votes[A] - first.quota) == ((A,), hundredths("0.33"))
    # The lowest two have 6 and 8: 0.33 cannot bring the one to the other.
    assert (second.excluded, second.note, second.votes[A]) == ((D,), "surplus put off: Ash 0.33", 17)


def test_5_2_2_a_surplus_that_could_change_who_is_lowest_is_not_put_off():
    counted = count({(A, D): 25, (B,): 12, (C,): 10, (D,): 9, (E,): 11}, seats=2)
    assert stage(counted, 1).votes[A] - stage(counted, 1).quota == hundredths("2.66")
    assert (stage(counted, 2).transferred_from, stage(counted, 2).excluded) == ((A,), ())


def test_5_2_5_the_lowest_go_together_where_their_votes_and_all_surpluses_do_not_exceed_the_next():
    # 3, 4 and 5 votes and a surplus of 1.75 against 21; with the 21 they would be more than the 24 above.
    papers = {(A,): 30, (B,): 26, ("Hazel",): 24, (C,): 21, (D, A): 5, (E, C): 4, (F, B): 3}
    second = stage(count(papers, seats=3), 2)
    assert (second.excluded, second.note) == ((F, E, D), "surplus put off: Ash 1.75")
    assert second.transfers == {(D, None): 5, (E, C): 4, (F, B): 3}


def test_5_2_5_equal_candidates_are_not_parted_by_going_together():
    """0 + 5 does not exceed the other 5, and yet nothing says which of the two would be spared."""
    papers = {(A,): 18, (B,): 17, ("Hazel",): 16, (F,): 7, (C,): 5, (D,): 5, (E,): 0}
    counted = count(papers, seats=2, tie=as_drawn([C]))
    assert [each.excluded for each in counted.rounds[1:3]] == [(E,), (D,)]


def test_5_2_5_a_tie_for_last_goes_by_the_earliest_stage_that_tells_them_apart():
    counted = count({(A,): 30, (B, D): 11, (C, D): 12, (D, B): 4, (D, C): 3, (E,): 28, (F,): 27}, seats=2)
    second, third = counted.rounds[1:3]
    assert (second.excluded, second.votes[B], second.votes[C]) == ((D,), 15, 15)
    assert (third.excluded, third.note) == ((B,), "Beech, Cedar equal; decided against Beech by the votes of stage 1")


def test_a_tie_at_every_point_is_for_the_lot_and_is_asked_once():
    papers = {(A,): 9, (B,): 4, (C,): 4, (D,): 8, (E,): 7}
    with pytest.raises(TieError, match="Beech, Cedar"):
        count(papers, seats=3)
    asked = []

    def answer(question):
        asked.append(question)
        return "Beech"

    counted = ers97(Papers.of([A, B, C, D, E], papers), seats=3, tie=asking(answer))
    assert next(each.excluded for each in counted.rounds if each.excluded) == (C,)
    assert asked == ["Beech, Cedar are equal, and there is room for 1. Who takes it? (names, with commas) "]


def test_5_3_2_a_later_surplus_comes_out_of_the_last_batch_alone():
    papers = {(A, E): 15, (B,): 14, (C, A, D): 6, (C, A): 1, (D,): 8, (E,): 9}
    counted = count(papers, seats=2)
    second, third = counted.rounds[1:3]
    assert (second.excluded, second.votes[A], second.elected) == ((C,), 22, (A,))
    surplus = 22 - second.quota
    assert third.transferred_from == (A,)
    # Of the seven papers that came last six name somebody further; none of the fifteen that came first moves.
    value = surplus * 100 // 6 / Fraction(100)
    assert third.votes[D] == 8 + 6 * value
    assert third.votes[E] == 9


def test_5_3_7_papers_worth_less_than_the_surplus_move_at_their_present_value():
    papers = {(A, B): 3, (A,): 27, (B,): 8, (C,): 7, (D,): 5}
    counted = count(papers, seats=2)
    second = stage(counted, 2)
    surplus = 30 - stage(counted, 1).quota
    assert second.votes[B] == 11
    assert second.non_transferable == surplus - 3


def test_5_4_batches_move_in_order_of_value_past_those_elected_by_the_batch_before():
    papers = {(A, C, D, E): 20, (A, F): 20, (C, D): 5, (D,): 28, (E,): 15, (F,): 16, ("Hazel",): 14}
    first, second, third = count(papers, seats=3).rounds[:3]
    assert (first.quota, second.votes[C]) == (hundredths("29.5"), 5 + 20 * hundredths("0.26"))
    assert (third.excluded, third.elected) == ((C,), (D,))
    # The five whole papers elect Elm; the twenty of 0.26 then pass Elm by.
    assert (third.votes[D], third.votes[E]) == (33, 15 + 20 * hundredths("0.26"))


def test_5_4_8_the_quota_falls_while_nobody_is_elected_and_papers_are_lost():
    first, second = count({(A,): 10, (B,): 9, (C,): 8, (D,): 4}, seats=2).rounds[:2]
    assert (first.quota, first.elected) == (hundredths("10.34"), ())
    assert (second.quota, second.elected) == (9, (A, B))


def test_5_4_9_whoever_has_enough_of_the_active_votes_is_elected_below_the_quota():
    first, second = count({(A,): 12, (B,): 8, (C,): 5}, seats=2).rounds
    assert (first.quota, first.elected) == (hundredths("8.34"), (A,))
    # 3.66 are lost, and 13 stay active: half of them is 6.5.
    assert (second.non_transferable, second.elected, second.votes[B]) == (hundredths("3.66"), (B,), 8)


def test_5_5_1_an_exclusion_that_would_leave_as_many_as_places_elects_them_and_moves_nothing():
    (only,) = count({(A,): 10, (B,): 10}, seats=1, tie=as_drawn([B])).rounds
    assert (only.elected, only.excluded, only.votes) == ((B,), (), {A: 10, B: 10})
    assert only.note == (
        "Ash, Beech equal; decided against Ash by a lot already drawn; "
        "without Ash as many are left as places, and are elected"
    )


def test_5_5_2_once_all_places_are_filled_the_rest_of_an_exclusion_stays():
    last = count({(A, C, D): 22, (A, E): 22, (C, D): 11, (D,): 28, (E,): 17}, seats=2).rounds[-1]
    assert (last.excluded, last.elected) == ((C,), (D,))
    assert (last.votes[D], last.votes[C]) == (39, 22 * hundredths("0.24"))


def test_5_6_2_of_those_equal_and_too_many_the_one_ahead_earliest_is_elected():
    papers = {(A,): 10, (B,): 9, (C, B): 1, (D,): 1}
    last = count(papers, seats=1).rounds[-1]
    assert (last.votes, last.elected) == ({A: 10, B: 10, C: 0, D: 0}, (A,))
    assert last.note == "Ash, Beech equal; decided for Ash by the votes of stage 1"


def test_5_6_2_where_none_was_ever_ahead_none_is_elected_and_the_lot_says_who_goes():
    with pytest.raises(TieError, match="Ash, Beech"):
        count({(A,): 10, (B,): 10}, seats=1)
