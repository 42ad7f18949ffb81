"""The supplementary vote on papers and on declared totals."""

import pytest

from groundgame.electoral.counting import CountError, TieError, sv, sv_from_totals


def test_three_equal_for_two_places_all_remain():
    papers = {("Ash", None): 40, ("Beech", None): 25, ("Cedar", None): 25, ("Dogwood", "Cedar"): 20}
    count = sv(papers)
    assert [each.excluded for each in count.rounds] == [(), ("Dogwood",)]
    assert dict(count.rounds[1].votes) == {"Ash": 40, "Beech": 25, "Cedar": 45}
    assert count.elected == ("Cedar",)


def test_exactly_half_is_no_majority():
    assert len(sv({("Ash", None): 50, ("Beech", None): 30, ("Cedar", None): 20}).rounds) == 2
    assert len(sv({("Ash", None): 51, ("Beech", None): 29, ("Cedar", None): 20}).rounds) == 1


def test_two_candidates_are_counted_by_simple_majority_and_need_no_transfers():
    assert sv({("Ash", None): 5, ("Beech", None): 4}).elected == ("Ash",)
    assert len(sv_from_totals({"Ash": 5, "Beech": 4}, {}).rounds) == 1


def test_a_second_choice_for_the_same_candidate_or_for_one_eliminated_counts_for_nobody():
    papers = {("Ash", "Ash"): 40, ("Beech", "Ash"): 35, ("Cedar", "Cedar"): 5, ("Cedar", "Dogwood"): 5}
    count = sv(papers, candidates=["Elm"])
    assert dict(count.rounds[1].votes) == {"Ash": 40, "Beech": 35}
    assert count.rounds[0].votes["Elm"] == 0


def test_equal_totals_in_the_last_round_go_to_lot():
    with pytest.raises(TieError, match="Ash, Beech are equal"):
        sv({("Ash", None): 40, ("Beech", None): 30, ("Cedar", "Beech"): 10})


def test_transfers_for_the_wrong_names_are_refused():
    with pytest.raises(CountError, match=r"give them for \['Ash', 'Beech'\]"):
        sv_from_totals({"Ash": 40, "Beech": 35, "Cedar": 25}, {"Ash": 3, "Cedar": 9})


def test_all_second_choices_given_as_transfers_are_refused():
    with pytest.raises(CountError, match="26 transfers are more than the 25 papers"):
        sv_from_totals({"Ash": 40, "Beech": 35, "Cedar": 25}, {"Ash": 13, "Beech": 13})
