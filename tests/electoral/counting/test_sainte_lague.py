"""Sainte-Laguë: divisors, thresholds and seats held, and quotients written down by another road."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundgame.electoral.counting import CountError, TieError, as_drawn, sainte_lague

NAMES = ["Ash", "Beech", "Cedar", "Dogwood", "Elm"]
votes_of = st.dictionaries(st.sampled_from(NAMES), st.integers(0, 600), min_size=1)
held_of = st.dictionaries(st.sampled_from(NAMES), st.integers(0, 6))


def first_in_the_alphabet(tied, places):
    return tied[:places]


def test_a_small_list_does_better_than_under_d_hondt():
    votes = {"Ash": 53_000, "Beech": 24_000, "Cedar": 23_000}
    count = sainte_lague(votes, seats=7)
    assert count.elected == ("Ash", "Beech", "Cedar", "Ash", "Ash", "Beech", "Cedar")
    assert count.rounds[3].votes["Ash"] == Fraction(53_000, 3)


def test_a_first_divisor_of_seven_fifths_makes_the_first_seat_dearer():
    votes = {"Ash": 60, "Beech": 26, "Cedar": 14}
    assert sainte_lague(votes, seats=4).seats_won == {"Ash": 2, "Beech": 1, "Cedar": 1}
    modified = sainte_lague(votes, seats=4, first_divisor=Fraction(7, 5))
    assert modified.seats_won == {"Ash": 3, "Beech": 1}
    assert modified.rounds[0].votes["Cedar"] == 10


def test_seats_already_won_and_the_threshold_count():
    votes = {"Ash": 500, "Beech": 460, "Cedar": 40}
    assert sainte_lague(votes, seats=3, already={"Ash": 2}).seats_won == {"Beech": 2, "Ash": 1}
    assert sainte_lague(votes, seats=30).rounds[0].excluded == ("Cedar",)
    assert sainte_lague(votes, seats=30, threshold=Fraction(0)).seats_won["Cedar"] == 1


def test_equal_lists_go_to_lot_at_once():
    with pytest.raises(TieError, match="Ash, Beech are equal"):
        sainte_lague({"Ash": 30, "Beech": 30}, seats=1)
    count = sainte_lague({"Ash": 30, "Beech": 30}, seats=1, tie=as_drawn(["Beech"]))
    assert count.elected == ("Beech",)
    assert count.rounds[0].note.startswith("Ash, Beech equal; decided for Beech")


def test_a_first_divisor_below_one_is_refused():
    with pytest.raises(CountError, match="The first divisor is 1/2"):
        sainte_lague({"Ash": 3}, seats=1, first_divisor=Fraction(1, 2))


@given(votes_of, st.integers(1, 12), held_of, st.sampled_from([Fraction(1), Fraction(7, 5), Fraction(6, 5)]))
def test_seats_go_by_the_largest_quotients(votes, seats, already, first):
    """By another road: write down all quotients that a seat could go by, and take the largest."""
    count = sainte_lague(votes, seats=seats, already=already, first_divisor=first, tie=first_in_the_alphabet)
    won, total = Counter(count.seats_won), sum(votes.values())
    quotients = {}
    for name, number in votes.items():
        for place in range(already.get(name, 0), already.get(name, 0) + seats):
            if number and 20 * number >= total:
                quotients[name, place] = Fraction(number) / (2 * place + 1 if place else first)
    taken = [quotients[name, already.get(name, 0) + seat] for name in won for seat in range(won[name])]
    assert sorted(taken, reverse=True) == sorted(quotients.values(), reverse=True)[:seats]


@given(st.data(), votes_of, st.integers(1, 6))
def test_the_order_of_lists_changes_nothing(data, votes, seats):
    other = dict(data.draw(st.permutations(list(votes.items()))))
    tie = first_in_the_alphabet
    assert sainte_lague(votes, seats=seats, tie=tie) == sainte_lague(other, seats=seats, tie=tie)


def test_a_seat_held_does_not_lift_the_threshold_as_it_does_in_new_zealand():
    votes = {"Ash": 60_000, "Beech": 37_000, "Cedar": 3_000}
    count = sainte_lague(votes, seats=20, already={"Cedar": 1})
    assert count.rounds[0].excluded == ("Cedar",)
    assert sainte_lague(votes, seats=119, already={"Cedar": 1}, threshold=Fraction(0)).seats_won["Cedar"] > 0
