"""Sainte-Laguë: list seats one at a time, by odd divisors, so that small and large lists fare alike."""

from collections.abc import Mapping
from fractions import Fraction

from groundgame.electoral.counting.divisor import above_threshold, by_lot_alone, check_lists, hand_out
from groundgame.electoral.counting.marks import tally
from groundgame.electoral.counting.papers import Papers
from groundgame.electoral.counting.rounds import Count
from groundgame.electoral.counting.ties import CountError, TieBreak, Votes, refuse

NEW_ZEALAND_THRESHOLD = Fraction(1, 20)


def sainte_lague(
    votes: Votes,
    *,
    seats: int,
    already: Mapping[str, int] | None = None,
    threshold: Fraction = NEW_ZEALAND_THRESHOLD,
    first_divisor: Fraction = Fraction(1),
    other_votes: int = 0,
    names_on_list: Mapping[str, int] | None = None,
    tie: TieBreak = refuse,
) -> Count:
    """Return the count of the list seats; each round shows the figures that its seat went by.

    A list's figure is its votes over twice the seats it holds and one: 1, 3, 5 and so on. `first_divisor` takes the
    place of 1 for a list without a seat: 7/5 is the modified rule of Norway, 6/5 that of Sweden. `already`,
    `threshold`, `other_votes` and `names_on_list` mean what they do in `dhondt`. Lists equal at the end go to `tie`.

    Law: Electoral Act 1993 (New Zealand), sections 191 and 192, for the 5% and the odd divisors; Valgloven 2002
    (Norway), section 11-4, and Vallag 2005:837 (Sweden), chapter 14, for the first divisor. Seats `already` held are
    not counted as that Act counts them: it needs no 5% of a list that holds one, shares out all seats of the House,
    and then takes off those held. Here they need the threshold, and only start the divisor further on.

    Raises:
        CountError: if a number is not a whole one of 0 or more, or the first divisor is below 1.
        TieError: if lists are equal for the last seats and `tie` refuses to decide.

    >>> sainte_lague({"Ash": 53_000, "Beech": 24_000, "Cedar": 23_000}, seats=7).seats_won
    {'Ash': 3, 'Beech': 2, 'Cedar': 2}
    """
    held = already or {}
    check_lists(votes, seats, held, other_votes)
    if first_divisor < 1:
        raise CountError(f"The first divisor is {first_divisor}: give 1, or more to make a first seat dearer.")
    return hand_out(
        "sainte-lague",
        votes,
        above_threshold(votes, threshold, other_votes),
        seats=seats,
        already=held,
        names_on_list=names_on_list,
        divisor=lambda won: 2 * won + 1 if won else Fraction(first_divisor),
        decide=by_lot_alone(tie),
    )


def sainte_lague_from_papers(
    papers: Papers,
    *,
    seats: int,
    already: Mapping[str, int] | None = None,
    threshold: Fraction = NEW_ZEALAND_THRESHOLD,
    first_divisor: Fraction = Fraction(1),
    tie: TieBreak = refuse,
) -> Count:
    """Return the count of list seats from papers: a paper votes for the list that is its first preference.

    A paper that marks several lists equally, or none, is invalid.
    """
    found = tally(papers, 1)
    count = sainte_lague(
        found.votes, seats=seats, already=already, threshold=threshold, first_divisor=first_divisor, tie=tie
    )
    return Count(count.rule, seats, count.rounds, found.valid, found.invalid, places=count.places)
