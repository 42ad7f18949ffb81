"""First past the post: one seat, to the candidate with the most votes."""

from groundgame.electoral.counting.marks import tally
from groundgame.electoral.counting.papers import Papers
from groundgame.electoral.counting.rounds import Count, Round
from groundgame.electoral.counting.ties import CountError, TieBreak, Votes, check_votes, refuse, take_highest


def fptp(votes: Votes, *, tie: TieBreak = refuse) -> Count:
    """Return the count of a single seat by simple majority.

    Law: Parliamentary Elections Rules (Representation of the People Act 1983, Schedule 1), rule 18, and rule 49 for
    lots; Assembly constituencies under the Greater London Authority Act 1999, section 4; mayors since the Elections
    Act 2022, section 13.

    Raises:
        CountError: if there is nobody to count or a vote is not a whole number.
        TieError: if the highest are equal and `tie` refuses to decide.

    >>> fptp({"Ash": 1200, "Beech": 900}).elected
    ('Ash',)
    """
    check_votes(votes)
    elected, note = take_highest(votes, 1, tie)
    return Count("fptp", 1, (Round(dict(votes), elected=elected, note=note),))


def fptp_from_papers(papers: Papers, *, seats: int = 1, tie: TieBreak = refuse) -> Count:
    """Return the count of a single seat from the papers themselves, of crosses or of preferences.

    A paper votes for its first preference; one that marks several equally, or nobody, is invalid.

    Raises:
        CountError: if there is not one seat, or nobody stands.
        TieError: if the highest are equal and `tie` refuses to decide.

    >>> fptp_from_papers(Papers.of(["Ash", "Beech"], {("Ash", "Beech"): 3, ("Beech",): 2})).elected
    ('Ash',)
    """
    if seats != 1:
        raise CountError(f"There are {seats} seats to fill: first past the post fills 1; take `block` for several.")
    found = tally(papers, 1)
    return Count("fptp", 1, fptp(found.votes, tie=tie).rounds, found.valid, found.invalid)
