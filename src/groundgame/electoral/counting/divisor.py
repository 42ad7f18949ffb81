"""Seats to lists one at a time, each to the highest figure: votes over a divisor that grows with the seats held."""

from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction

from groundgame.electoral.counting.rounds import Count, Round
from groundgame.electoral.counting.ties import CountError, TieBreak, Votes, check_votes, take_highest

Divisor = Callable[[int], int | Fraction]
"""Gives what a list's votes are divided by when it holds so many seats."""

Decide = Callable[[tuple[str, ...], int, Mapping[str, int]], tuple[tuple[str, ...], str | None]]
"""Given lists equal for fewer seats than they are, the seats left and the seats held: who has them, and a note."""


def hand_out(
    rule: str,
    votes: Votes,
    qualified: tuple[str, ...],
    *,
    seats: int,
    already: Mapping[str, int],
    names_on_list: Mapping[str, int] | None,
    divisor: Divisor,
    decide: Decide,
) -> Count:
    """Return the count of the seats; each round shows the figures that its seat went by, of `qualified` lists alone."""
    won, room = Counter(already), _room(votes, seats, names_on_list)
    out = tuple(sorted(set(votes) - set(qualified)))
    rounds: list[Round] = []
    left = seats
    while left > 0 and (figures := _figures(votes, [name for name in qualified if room[name] > 0], won, divisor)):
        elected, note = _highest(figures, left, won, decide)
        rounds.append(Round(figures, elected=elected, excluded=() if rounds else out, note=note))
        won.update(elected)
        room.subtract(elected)
        left -= len(elected)
    return Count(rule, seats, tuple(rounds) or (Round({}, excluded=out),), places=2)


def above_threshold(votes: Votes, threshold: Fraction, other_votes: int = 0) -> tuple[str, ...]:
    """Return the lists with at least `threshold` of all valid votes, `other_votes` among them; exactly it is enough.

    >>> above_threshold({"Ash": 95, "Beech": 5}, Fraction(1, 20))
    ('Ash', 'Beech')
    """
    needed = threshold * (sum(votes.values()) + other_votes)
    return tuple(sorted(name for name, number in votes.items() if number and number >= needed))


def check_lists(votes: Votes, seats: int, already: Mapping[str, int], other_votes: int) -> None:
    """Check that votes, seats held and other votes are whole numbers, and that there is a seat.

    Raises:
        CountError: naming the first value that is not.
    """
    check_votes(votes)
    check_votes({"other lists": other_votes})
    if already:
        check_votes(already)
    if seats < 1:
        raise CountError(f"There are {seats} list seats to fill: a count needs at least 1.")


def by_lot_alone(tie: TieBreak) -> Decide:
    """Return the way of rules that have a lot at once where lists are equal for the last seats."""

    def decide(tied: tuple[str, ...], left: int, won: Mapping[str, int]) -> tuple[tuple[str, ...], str | None]:
        return take_highest(dict.fromkeys(tied, 0), left, tie)

    return decide


def _room(votes: Votes, seats: int, names_on_list: Mapping[str, int] | None) -> Counter[str]:
    # A list of which nothing is said can seat as many as it wins; one without anybody left says 0.
    return Counter({name: (names_on_list or {}).get(name, seats) for name in votes})


def _figures(votes: Votes, names: list[str], won: Mapping[str, int], divisor: Divisor) -> dict[str, Fraction]:
    return {name: Fraction(votes[name]) / divisor(won.get(name, 0)) for name in names}


def _highest(
    figures: Mapping[str, Fraction], left: int, won: Mapping[str, int], decide: Decide
) -> tuple[tuple[str, ...], str | None]:
    best = max(figures.values())
    tied = tuple(sorted(name for name, figure in figures.items() if figure == best))
    return (tied, None) if len(tied) <= left else decide(tied, left, won)
