"""What a cross-table says in words, with care for few backers."""

import random

import pytest

from groundgame.campaign.selections.support import associate, cross, say


def said(cells: dict[tuple[str, str], int]) -> str:
    people = [names for names, number in cells.items() for _ in range(number)]
    first = {f"b{at}": {names[0]} for at, names in enumerate(people)}
    second = {f"b{at}": {names[1]} for at, names in enumerate(people)}
    table = cross(first, second)
    return say(table, associate(table, first, second, random.Random(1)), "leader", "mayor")


def test_more_often_than_chance():
    assert said({("Ash", "Elm"): 9, ("Ash", "Fir"): 2, ("Beech", "Elm"): 4, ("Beech", "Fir"): 16}) == (
        "Those who back Ash for leader back Elm for mayor more often than chance would give: "
        "9 of 11 against 4 of 20 of the others (p = 0.002)."
    )


def test_no_more_than_chance():
    assert said({("Ash", "Elm"): 10, ("Ash", "Fir"): 9, ("Beech", "Elm"): 9, ("Beech", "Fir"): 11}) == (
        "Whom people back for leader does not tell, beyond what chance would give, whom they back for mayor. "
        "The largest difference is between those who back Ash and the others: 10 of 19 back Elm against 9 of 20 "
        "(p = 0.752)."
    )


def test_so_few_that_nothing_could_be_told():
    assert said({("Ash", "Elm"): 2, ("Beech", "Fir"): 2}) == (
        "Only 4 back somebody both for leader and for mayor: so few that no pattern could be told from chance "
        "(p = 0.333 here, and no figure below 0.333 was possible)."
    )


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({}, "Nobody backs somebody both for leader and for mayor, so there is nothing to compare."),
        ({("Ash", "Elm"): 3, ("Beech", "Elm"): 2}, "All 5 who back somebody both for leader and for mayor back Elm"),
    ],
)
def test_nothing_to_compare(cells, words):
    assert said(cells).startswith(words)


def test_a_drawn_figure_says_its_error():
    people = {f"b{at}": {"Ash", "Oak"} if at % 2 else {"Beech"} for at in range(30)}
    other = {f"b{at}": {"Elm"} if at % 2 else {"Fir"} for at in range(30)}
    table = cross(people, other)
    words = say(table, associate(table, people, other, random.Random(1)), "the board", "mayor")
    assert "15 of 15 against 0 of 15 of the others (p below 0.001, from 9,999 random deals)" in words
