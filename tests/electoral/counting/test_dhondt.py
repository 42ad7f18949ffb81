"""Modified d'Hondt: the threshold, what is already held, and equal figures."""

from fractions import Fraction

import pytest

from groundgame.electoral.counting import CountError, TieError, as_drawn, dhondt, sheet
from groundgame.electoral.counting.counting_files import count_contents
from groundgame.electoral.counting.files import read


def test_exactly_the_threshold_is_enough_and_one_vote_less_is_not():
    assert dhondt({"Ash": 95, "Beech": 5}, seats=20).seats_won == {"Ash": 19, "Beech": 1}
    assert dhondt({"Ash": 951, "Beech": 49}, seats=20).seats_won == {"Ash": 20}


def test_votes_for_lists_not_named_raise_the_threshold_and_win_nothing():
    votes = {"Ash": 95, "Beech": 5}
    assert dhondt(votes, seats=20, other_votes=1).seats_won == {"Ash": 20}


def test_seats_already_held_come_first():
    """A list that won more constituencies than its share allows gets no list seat, and keeps what it has."""
    assert dhondt({"Ash": 500, "Beech": 500}, seats=4, already={"Ash": 9}).seats_won == {"Beech": 4}


def test_seats_held_by_somebody_without_a_list_change_nothing():
    votes = {"Ash": 700, "Beech": 300}
    assert dhondt(votes, seats=5, already={"Elm": 2}).seats_won == dhondt(votes, seats=5).seats_won


def test_one_who_stands_alone_is_seated_once_and_a_short_list_runs_out():
    votes = {"Ash": 100, "Beech": 90, "Cedar": 80}
    count = dhondt(votes, seats=6, names_on_list={"Ash": 1, "Beech": 2, "Cedar": 9})
    assert count.seats_won == {"Ash": 1, "Beech": 2, "Cedar": 3}


def test_seats_stay_vacant_when_every_list_has_run_out():
    assert dhondt({"Ash": 9}, seats=3, names_on_list={"Ash": 1}).vacant_seats == 2


def test_equal_figures_both_get_a_seat_while_there_is_room():
    assert dhondt({"Ash": 50, "Beech": 50}, seats=2).elected == ("Ash", "Beech")


def test_equal_figures_for_the_last_seat_are_worked_out_with_one_seat_more():
    """Ash 200/2 and Beech 100/1 are equal; 200/3 is above 100/2."""
    count = dhondt({"Ash": 200, "Beech": 100}, seats=2)
    assert count.elected == ("Ash", "Ash")
    assert "worked out with one seat more" in str(count.rounds[-1].note)


def test_figures_equal_even_then_are_decided_by_lot():
    votes = {"Ash": 100, "Beech": 100}
    with pytest.raises(TieError):
        dhondt(votes, seats=1)
    assert dhondt(votes, seats=1, tie=as_drawn(["Beech"])).elected == ("Beech",)


def test_figures_are_exact_where_floats_would_see_a_tie():
    big = 3 * 10**17
    count = dhondt({"Ash": big + 1, "Beech": 2 * big + 1}, seats=2, threshold=Fraction(0))
    assert count.elected == ("Beech", "Ash")
    assert float(big + 1) == float((2 * big + 1) / 2)


def test_nobody_over_the_threshold_leaves_all_seats_vacant_and_the_sheet_says_so():
    count = dhondt({"Ash": 1}, seats=3, other_votes=99)
    assert count.vacant_seats == 3
    assert "out: Ash" in sheet(count)


def test_no_seats_and_bad_numbers_are_refused():
    with pytest.raises(CountError, match="0 list seats"):
        dhondt({"Ash": 1}, seats=0)
    with pytest.raises(CountError, match="other lists"):
        dhondt({"Ash": 1}, seats=1, other_votes=-1)
    with pytest.raises(CountError, match="'Elm' has -2"):
        dhondt({"Ash": 1}, seats=1, already={"Elm": -2})


def test_a_list_of_which_the_file_does_not_say_how_many_it_can_seat_can_seat_all(tmp_path):
    file = tmp_path / "lists.csv"
    file.write_text("name,votes,already,names_on_list\nAsh,1000,0,5\nBeech,900,0,\nCedar,300,1,1\n")
    count = count_contents("dhondt", read(file), seats=4)
    assert count.seats_won == {"Ash": 2, "Beech": 2}
    assert dhondt({"Ash": 1000, "Beech": 900}, seats=4, names_on_list={"Ash": 1}).seats_won == {"Ash": 1, "Beech": 3}
