"""Equal votes are refused, drawn from the caller's own generator, or replayed."""

import hashlib
import random
from collections import Counter

import pytest

from groundgame.electoral.counting import CountError, TieError, as_drawn, block, by_lot, fptp, sv_from_totals
from groundgame.electoral.counting.lots import asking, by_lot_named


def test_a_tie_is_refused_and_says_who_tied_for_what():
    with pytest.raises(TieError, match="Beech, Cedar are equal and there is room for 1 of 2") as caught:
        block({"Ash": 9, "Beech": 5, "Cedar": 5, "Dogwood": 1}, seats=2)
    assert (caught.value.tied, caught.value.places) == (("Beech", "Cedar"), 1)


def test_a_tie_above_or_below_the_last_seat_needs_no_lot():
    count = block({"Ash": 9, "Beech": 9, "Cedar": 5, "Dogwood": 1, "Elm": 1}, seats=3)
    assert count.elected == ("Ash", "Beech", "Cedar")
    assert count.rounds[0].note is None


def test_the_same_generator_draws_the_same_lot_whatever_the_order_of_names():
    names = ["Ash", "Beech", "Cedar", "Dogwood"]
    votes, reverse = dict.fromkeys(names, 7), dict.fromkeys(reversed(names), 7)
    drawn = [fptp(order, tie=by_lot(random.Random(3))).elected for order in (votes, reverse)]
    assert drawn[0] == drawn[1]


def test_every_name_can_win_the_lot():
    rng = random.Random(11)
    winners = {fptp({"Ash": 1, "Beech": 1, "Cedar": 1}, tie=by_lot(rng)).elected[0] for _ in range(60)}
    assert winners == {"Ash", "Beech", "Cedar"}


def test_a_lot_that_was_drawn_is_replayed_and_noted():
    count = fptp({"Ash": 4, "Beech": 4}, tie=as_drawn(["Beech"]))
    assert count.elected == ("Beech",)
    assert count.rounds[0].note == "Ash, Beech equal; decided for Beech by a lot already drawn"


@pytest.mark.parametrize("winners", [[], ["Ash", "Beech"], ["Elm"]])
def test_a_replayed_lot_that_does_not_fit_is_refused(winners):
    with pytest.raises(TieError):
        fptp({"Ash": 4, "Beech": 4}, tie=as_drawn(winners))


@pytest.mark.parametrize(
    ("votes", "words"),
    [({}, "no candidates"), ({"Ash": -1}, "'Ash' has -1 votes"), ({"Ash": 1.5}, "'Ash' has 1.5 votes")],
)
def test_votes_that_cannot_be_counted_are_named(votes, words):
    for count in (fptp, lambda each: block(each, seats=1), lambda each: sv_from_totals(each, {})):
        with pytest.raises(CountError, match=words):
            count(votes)


def test_fewer_candidates_than_seats_leave_a_vacancy():
    count = block({"Ash": 0, "Beech": 3}, seats=3)
    assert (count.elected, count.vacant_seats) == (("Beech", "Ash"), 1)


def test_there_must_be_a_seat_to_fill():
    with pytest.raises(CountError, match="0 seats"):
        block({"Ash": 1}, seats=0)


def test_a_named_lot_is_the_same_wherever_it_is_drawn():
    """The order is that of SHA-256 of the seed, the tied names and each name, as anybody can work it out."""
    lot, names = by_lot_named("Saturday 7, 12, 31"), ["Ash", "Beech", "Cedar"]

    def digest(name):
        return hashlib.sha256(f"Saturday 7, 12, 31\nAsh\nBeech\nCedar\n\n{name}".encode()).hexdigest()

    assert list(lot.order(reversed(names))) == sorted(names, key=digest)
    assert lot(tuple(names), 2) == tuple(sorted(sorted(names, key=digest)[:2]))


def test_a_named_lot_favours_nobody_and_draws_again_for_other_ties():
    wins = Counter(by_lot_named(str(seed))(("Ash", "Beech", "Cedar"), 1)[0] for seed in range(3000))
    assert all(900 < wins[name] < 1100 for name in ("Ash", "Beech", "Cedar"))
    kept = sum(
        by_lot_named(str(seed)).order(["Ash", "Beech"])
        == tuple(name for name in by_lot_named(str(seed)).order(["Ash", "Beech", "Cedar"]) if name != "Cedar")
        for seed in range(3000)
    )
    assert 1350 < kept < 1650


def test_the_note_of_a_named_lot_says_the_seed_and_the_order_drawn():
    count = fptp({"Ash": 4, "Beech": 4, "Elm": 1}, tie=by_lot_named("7, 12, 31"))
    first, second = by_lot_named("7, 12, 31").order(["Ash", "Beech"])
    assert count.rounds[0].note == (
        f"Ash, Beech equal; decided for {first} by a lot from the seed '7, 12, 31', "
        f"drawn in the order {first}, {second}"
    )


def test_somebody_is_asked_until_the_answer_fits():
    answers = iter(["Elm", "Ash, Beech", " Beech "])
    questions = []

    def ask(question):
        questions.append(question)
        return next(answers)

    count = fptp({"Ash": 4, "Beech": 4}, tie=asking(ask))
    assert (count.elected, len(questions)) == (("Beech",), 3)
    assert count.rounds[0].note == "Ash, Beech equal; decided for Beech by the answer given"


def test_answers_that_never_fit_leave_the_tie_undecided():
    with pytest.raises(TieError, match="Ash, Beech are equal"):
        fptp({"Ash": 4, "Beech": 4}, tie=asking(lambda question: "nobody"))


@pytest.mark.parametrize("answer", ["Len FIR,Con", " Len FIR,Con ", "Len FIR,Con;"])
def test_an_answer_may_be_a_name_with_a_comma_in_it(answer):
    asked = asking(lambda question: answer)
    assert asked(("Ann ELM, Lab", "Len FIR,Con"), 1) == ("Len FIR,Con",)
    assert asked.chosen == ["Len FIR,Con"]


@pytest.mark.parametrize("answer", ["Len FIR,Con,Ann ELM, Lab", "Ann ELM, Lab; Len FIR,Con"])
def test_an_answer_may_be_several_names_with_commas_in_them(answer):
    tied = ("Ann ELM, Lab", "Ash", "Len FIR,Con")
    assert asking(lambda question: answer)(tied, 2) == ("Ann ELM, Lab", "Len FIR,Con")
