"""The block vote: as many votes as seats, and the seats to the highest."""

from groundgame.electoral.counting.marks import tally
from groundgame.electoral.counting.papers import Papers
from groundgame.electoral.counting.rounds import Count, Round
from groundgame.electoral.counting.ties import CountError, TieBreak, Votes, check_votes, refuse, take_highest


def block(votes: Votes, *, seats: int, tie: TieBreak = refuse) -> Count:
    """Return the count of a ward that elects several councillors at once.

    Only a tie that crosses the last seat is decided by lot; equal candidates who are both in are simply in. With no
    more candidates than seats all are elected, and `vacant_seats` says how many places nobody stood for.

    Law: Local Elections (Principal Areas) (England and Wales) Rules 2006 (SI 2006/3304), Schedule 2: the candidates
    with more votes than the others, up to the number of councillors, and the rule on equality of votes (by lot).

    Raises:
        CountError: if there is no seat to fill, nobody to count, or a vote is not a whole number.
        TieError: if a tie crosses the last seat and `tie` refuses to decide.

    >>> block({"Ash": 1200, "Beech": 900, "Cedar": 950}, seats=2).elected
    ('Ash', 'Cedar')
    """
    check_votes(votes)
    if seats < 1:
        raise CountError(f"There are {seats} seats to fill: a count needs at least 1.")
    elected, note = take_highest(votes, seats, tie)
    return Count("block", seats, (Round(dict(votes), elected=elected, note=note),))


def block_from_papers(papers: Papers, *, seats: int, tie: TieBreak = refuse) -> Count:
    """Return the count of several seats from the papers themselves, of crosses or of preferences.

    A paper has as many votes as there are seats, and may use fewer; with more crosses it is invalid.

    Raises:
        CountError: if there is no seat to fill, or nobody stands.
        TieError: if a tie crosses the last seat and `tie` refuses to decide.

    >>> papers = Papers.of(["Ash", "Beech", "Cedar"], {(("Ash", "Beech"),): 3, ("Cedar",): 2})
    >>> block_from_papers(papers, seats=2).elected
    ('Ash', 'Beech')
    """
    found = tally(papers, max(seats, 1))
    return Count("block", seats, block(found.votes, seats=seats, tie=tie).rounds, found.valid, found.invalid)
