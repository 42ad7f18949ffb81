"""The supplementary vote: a first and a second choice, and at most two rounds."""

from collections import Counter
from collections.abc import Iterable, Mapping

from groundgame.electoral.counting import papers as ballot_papers
from groundgame.electoral.counting.fptp import fptp
from groundgame.electoral.counting.marks import pairs
from groundgame.electoral.counting.rounds import Count, Round
from groundgame.electoral.counting.ties import CountError, TieBreak, Votes, check_votes, refuse, take_highest

Papers = Mapping[tuple[str, str | None], int]
"""How many papers carry each pair of first and second choice; None where there is no valid second choice."""

FEWEST_FOR_TWO_CHOICES = 3


def sv(papers: Papers, *, candidates: Iterable[str] = (), tie: TieBreak = refuse) -> Count:
    """Return the count of a mayor from the papers themselves.

    A second choice counts only on a paper whose first choice is eliminated, and only for a candidate who remains; one
    for the same candidate as the first is no second choice. `candidates` adds those that no paper names.

    Law: Greater London Authority Act 1999, section 4(2)-(3) and Schedule 2, Part I (for London's mayor), and Local
    Government Act 2000, section 42 and Schedule 2 (for a borough's), both as they stood before the Elections Act 2022,
    section 13.

    Raises:
        CountError: if there is nobody to count or a number of papers is not a whole number.
        TieError: if the highest totals are equal and `tie` refuses to decide.

    >>> count = sv({("Ash", None): 40, ("Beech", "Cedar"): 35, ("Cedar", "Beech"): 20, ("Cedar", None): 5})
    >>> count.elected, count.rounds[-1].non_transferable
    (('Beech',), 5)
    """
    first = first_choices(papers, candidates)
    left = frozenset(remaining(first))
    transfers: Counter[str] = Counter()
    for (choice, second), number in papers.items():
        if choice not in left and second is not None and second in left:
            transfers[second] += number
    return sv_from_totals(first, {name: transfers[name] for name in left}, tie=tie)


def sv_from_papers(papers: ballot_papers.Papers, *, seats: int = 1, tie: TieBreak = refuse) -> Count:
    """Return the count of a mayor from papers as they were written; preferences after the second are not read.

    A paper without one first choice is invalid. A second choice that is for several, left out, or the first again is
    none, and the first counts.

    Raises:
        CountError: if there is not one seat, or nobody stands.
        TieError: if the highest totals are equal and `tie` refuses to decide.
    """
    if seats != 1:
        raise CountError(f"There are {seats} seats to fill: the supplementary vote fills 1.")
    choices, invalid = pairs(papers)
    standing = [name for number, name in enumerate(papers.candidates) if number not in papers.withdrawn]
    return Count("sv", 1, sv(choices, candidates=standing, tie=tie).rounds, sum(choices.values()), invalid)


def sv_from_totals(first: Votes, transfers: Votes, *, tie: TieBreak = refuse) -> Count:
    """Return the count of a mayor from declared totals: first choices, and transfers to those who remain.

    `transfers` are the second choices on papers of eliminated candidates, not all second choices given. They are not
    read where a candidate has more than half of the first choices, or where only two stand.

    Raises:
        CountError: if transfers name other candidates than those who remain, or exceed the papers there are.
        TieError: if the highest totals are equal and `tie` refuses to decide.

    >>> sv_from_totals({"Ash": 40, "Beech": 35, "Cedar": 25}, {"Ash": 0, "Beech": 20}).elected
    ('Beech',)
    """
    check_votes(first)
    if len(first) < FEWEST_FOR_TWO_CHOICES or has_majority(first):
        return Count("sv", 1, fptp(first, tie=tie).rounds)
    left = remaining(first)
    check_transfers(first, transfers)
    totals = {name: first[name] + transfers[name] for name in left}
    elected, note = take_highest(totals, 1, tie)
    lost = sum(first.values()) - sum(totals.values())
    out = tuple(sorted(set(first) - set(left)))
    second = Round(totals, elected, out, lost, transferred_from=out, note=note)
    return Count("sv", 1, (Round(dict(first)), second))


def first_choices(papers: Papers, candidates: Iterable[str] = ()) -> dict[str, int]:
    """Return the first choices of every candidate named, on a paper or in `candidates`.

    Raises:
        CountError: if a number of papers is not a whole number of 0 or more.
    """
    totals = dict.fromkeys(candidates, 0)
    for (choice, second), number in papers.items():
        check_votes({f"{choice}, then {second}": number})
        totals[choice] = totals.get(choice, 0) + number
        if second is not None:
            totals.setdefault(second, 0)
    check_votes(totals)
    return totals


def has_majority(first: Votes) -> bool:
    """Tell whether one candidate has more than half of all first choices, so that there is no second round."""
    return 2 * max(first.values()) > sum(first.values())


def remaining(first: Votes) -> tuple[str, ...]:
    """Return who stays in the contest, highest first: the two highest, and all who equal the second.

    Nobody is drawn by lot here: Schedule 2, paragraph 4(3), keeps every candidate who is equal.

    >>> remaining({"Ash": 40, "Beech": 30, "Cedar": 30, "Dogwood": 10})
    ('Ash', 'Beech', 'Cedar')
    """
    ranked = sorted(first, key=lambda name: (-first[name], name))
    return tuple(name for name in ranked if first[name] >= first[ranked[min(1, len(ranked) - 1)]])


def check_transfers(first: Votes, transfers: Votes) -> None:
    """Check declared transfers: to those who remain, and no more than the papers of those eliminated.

    Raises:
        CountError: saying which of the two fails, with the values.
    """
    left = remaining(first)
    if set(transfers) != set(left):
        raise CountError(f"Transfers are given for {sorted(transfers)}: give them for {sorted(left)}, who remain.")
    check_votes(transfers)
    papers = sum(number for name, number in first.items() if name not in left)
    if sum(transfers.values()) > papers:
        raise CountError(
            f"{sum(transfers.values())} transfers are more than the {papers} papers of those eliminated: "
            "give the second choices on those papers alone, not all second choices."
        )
