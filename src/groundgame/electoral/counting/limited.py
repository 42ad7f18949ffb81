"""The limited vote: fewer votes than seats, and the seats to the highest."""

from groundgame.electoral.counting.marks import tally
from groundgame.electoral.counting.papers import Papers
from groundgame.electoral.counting.rounds import Count, Round
from groundgame.electoral.counting.ties import CountError, TieBreak, refuse, take_highest


def limited(papers: Papers, *, seats: int, votes_each: int | None = None, tie: TieBreak = refuse) -> Count:
    """Return the count of several seats where each voter has fewer votes than there are seats.

    `votes_each` is one fewer than the seats unless given. Up to so many marks on a paper are votes, one for a
    candidate; a paper with more crosses than that is invalid, and on a ranked paper the highest preferences are the
    votes. Only a tie that crosses the last seat goes to `tie`.

    Law: Representation of the People Act 1867 (30 & 31 Vict. c. 102), sections 9 and 10: two votes where three members
    were elected, three in the City of London, which had four (until 1885).

    Raises:
        CountError: if there are fewer than 2 seats, or not from 1 vote up to one fewer than the seats.
        TieError: if a tie crosses the last seat and `tie` refuses to decide.

    >>> papers = Papers.of(["Ash", "Beech", "Cedar", "Dogwood"], {(("Ash", "Beech"),): 6, (("Cedar", "Dogwood"),): 5})
    >>> limited(papers, seats=3, tie=lambda tied, places: tied[:places]).elected
    ('Ash', 'Beech', 'Cedar')
    """
    votes_each = seats - 1 if votes_each is None else votes_each
    if not 1 <= votes_each < seats:
        raise CountError(
            f"{votes_each} votes each for {seats} seats: a limited vote has at least 1, and fewer than seats."
        )
    found = tally(papers, votes_each)
    elected, note = take_highest(found.votes, seats, tie)
    return Count("limited", seats, (Round(found.votes, elected=elected, note=note),), found.valid, found.invalid)
