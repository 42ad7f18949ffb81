"""Modified d'Hondt: list seats one at a time, starting from the constituency seats already won."""

from collections.abc import Mapping
from fractions import Fraction

from groundgame.electoral.counting.divisor import Decide, above_threshold, check_lists, hand_out
from groundgame.electoral.counting.marks import tally
from groundgame.electoral.counting.papers import Papers
from groundgame.electoral.counting.rounds import Count
from groundgame.electoral.counting.ties import TieBreak, Votes, refuse, take_highest

LONDON_THRESHOLD = Fraction(1, 20)


def dhondt(
    votes: Votes,
    *,
    seats: int,
    already: Mapping[str, int] | None = None,
    threshold: Fraction = LONDON_THRESHOLD,
    other_votes: int = 0,
    names_on_list: Mapping[str, int] | None = None,
    tie: TieBreak = refuse,
) -> Count:
    """Return the count of the list seats; each round shows the figures that its seat went by.

    A list's figure is its votes over one more than the seats it holds; `already` gives its constituency seats. Lists
    under `threshold` of all valid votes are disregarded. `other_votes` are valid votes for lists that are not named
    one by one: they count towards the total that the threshold is a share of and can win nothing, so give here only
    votes for lists known to be below it. `names_on_list` says how many people a list can still seat, as many as it
    wins where a list is not named there; one who stands alone is a list of 1, and is disregarded once elected.

    Where more are equal than seats are left, their figures are worked out as though each held one seat more, and only
    then is there a lot.

    Law: Greater London Authority Act 1999, section 4 and Schedule 2, Part II (5%: paragraph 7; seats: paragraph 8),
    with paragraphs 52 to 53 of its Explanatory Notes on equal figures.

    Raises:
        CountError: if a number is not a whole one of 0 or more.
        TieError: if lists stay equal for the last seats and `tie` refuses to decide.

    >>> dhondt({"Ash": 610, "Beech": 300, "Cedar": 40}, seats=4, already={"Ash": 2}).elected
    ('Beech', 'Ash', 'Ash', 'Beech')
    """
    held = already or {}
    check_lists(votes, seats, held, other_votes)
    return hand_out(
        "dhondt",
        votes,
        above_threshold(votes, threshold, other_votes),
        seats=seats,
        already=held,
        names_on_list=names_on_list,
        divisor=lambda won: won + 1,
        decide=_one_seat_more(votes, tie),
    )


def dhondt_from_papers(
    papers: Papers,
    *,
    seats: int,
    already: Mapping[str, int] | None = None,
    threshold: Fraction = LONDON_THRESHOLD,
    tie: TieBreak = refuse,
) -> Count:
    """Return the count of list seats from papers: a paper votes for the list that is its first preference.

    A paper that marks several lists equally, or none, is invalid.
    """
    found = tally(papers, 1)
    count = dhondt(found.votes, seats=seats, already=already, threshold=threshold, tie=tie)
    return Count(count.rule, seats, count.rounds, found.valid, found.invalid, places=count.places)


def _one_seat_more(votes: Votes, tie: TieBreak) -> Decide:
    def decide(tied: tuple[str, ...], left: int, won: Mapping[str, int]) -> tuple[tuple[str, ...], str | None]:
        again = {name: Fraction(votes[name], won.get(name, 0) + 2) for name in tied}
        elected, lot = take_highest(again, left, tie)
        return elected, lot or f"{', '.join(tied)} equal; worked out with one seat more, for {', '.join(elected)}"

    return decide
