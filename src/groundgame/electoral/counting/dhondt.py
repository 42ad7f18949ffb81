"""Modified d'Hondt: list seats one at a time, starting from the constituency seats already won."""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

from groundgame.electoral.counting.rounds import Count, Round
from groundgame.electoral.counting.ties import CountError, TieBreak, Votes, check_votes, refuse, take_highest

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
    votes for lists known to be below it. `names_on_list` says how many people a list can still seat; one who stands
    alone is a list of 1, and is disregarded once elected.

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
    won = Counter(already or {})
    _check(votes, seats, won, other_votes)
    room = Counter(names_on_list) if names_on_list is not None else Counter(dict.fromkeys(votes, seats))
    qualified = above_threshold(votes, threshold, other_votes)
    rounds: list[Round] = []
    out = tuple(sorted(set(votes) - set(qualified)))
    left = seats
    while left > 0 and (figures := _figures(votes, qualified, won, room)):
        elected, note = _highest(figures, left, votes, won, tie)
        rounds.append(Round(figures, elected=elected, excluded=() if rounds else out, note=note))
        won.update(elected)
        room.subtract(elected)
        left -= len(elected)
    return Count("dhondt", seats, tuple(rounds) or (Round({}, excluded=out),))


def above_threshold(votes: Votes, threshold: Fraction, other_votes: int = 0) -> tuple[str, ...]:
    """Return the lists with at least `threshold` of all valid votes, `other_votes` among them; exactly it is enough.

    >>> above_threshold({"Ash": 95, "Beech": 5}, LONDON_THRESHOLD)
    ('Ash', 'Beech')
    """
    needed = threshold * (sum(votes.values()) + other_votes)
    return tuple(sorted(name for name, number in votes.items() if number and number >= needed))


def _check(votes: Votes, seats: int, won: Mapping[str, int], other_votes: int) -> None:
    check_votes(votes)
    check_votes({"other lists": other_votes})
    if won:
        check_votes(won)
    if seats < 1:
        raise CountError(f"There are {seats} list seats to fill: a count needs at least 1.")


def _figures(
    votes: Votes, qualified: tuple[str, ...], won: Mapping[str, int], room: Mapping[str, int]
) -> dict[str, Fraction]:
    return {name: Fraction(votes[name], won.get(name, 0) + 1) for name in qualified if room.get(name, 0) > 0}


def _highest(
    figures: Mapping[str, Fraction], left: int, votes: Votes, won: Mapping[str, int], tie: TieBreak
) -> tuple[tuple[str, ...], str | None]:
    best = max(figures.values())
    tied = tuple(sorted(name for name, figure in figures.items() if figure == best))
    if len(tied) <= left:
        return tied, None
    again = {name: Fraction(votes[name], won.get(name, 0) + 2) for name in tied}
    elected, lot = take_highest(again, left, tie)
    return elected, lot or f"{', '.join(tied)} equal; worked out with one seat more, for {', '.join(elected)}"
