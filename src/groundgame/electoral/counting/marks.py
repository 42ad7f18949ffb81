"""Papers of rules that know no transfers: whom a paper votes for, and the votes of each candidate."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from groundgame.electoral.counting.papers import BLANK, Papers
from groundgame.electoral.counting.reading import Formal, read_as


@dataclass(frozen=True, slots=True)
class Tally:
    """Votes by name, how many papers gave them, and how many papers were not valid."""

    votes: Mapping[str, int]
    valid: int
    invalid: int


def tally(papers: Papers, votes_each: int) -> Tally:
    """Return the votes of papers that carry up to `votes_each` votes.

    Crosses, that is equal first preferences, are votes; so are the highest `votes_each` preferences of a ranked paper,
    and lower ones are none. A paper with more crosses than votes is invalid, and so is one without a mark. A gap closes
    up, and a name that stands twice has one vote.

    Law: Local Elections (Principal Areas) (England and Wales) Rules 2006 (SI 2006/3304), Schedule 2 (papers with
    votes for more candidates than the voter may vote for are void; fewer are good).

    >>> tally(Papers.of(["Ash", "Beech", "Cedar"], {("Ash", "Beech"): 3, (("Ash", "Beech", "Cedar"),): 1}), 2)
    Tally(votes={'Ash': 3, 'Beech': 3, 'Cedar': 0}, valid=3, invalid=1)
    """
    formal = read_as(papers, overvote="keep")
    sets = _sets(formal)
    held = np.zeros((len(formal.numbers), len(formal.candidates)), dtype=bool)
    too_many = np.zeros(len(formal.numbers), dtype=bool)
    for column in formal.prefs.T:
        size = held.sum(axis=1)
        marked = sets[column + 1]
        taken = (size < votes_each) & ~too_many
        held |= marked & taken[:, None]
        too_many |= taken & (held.sum(axis=1) > votes_each)
    numbers = np.where(too_many, 0, formal.numbers)
    totals = numbers @ held
    votes = {name: int(total) for name, total in zip(formal.candidates, totals, strict=True)}
    return Tally(votes, int(numbers.sum()), formal.invalid + int(formal.numbers[too_many].sum()))


def pairs(papers: Papers) -> tuple[dict[tuple[str, str | None], int], int]:
    """Return papers by first and second choice, and how many have no first choice and are invalid.

    A first choice for several is none, and the paper is invalid; a second choice for several is none, and the first
    counts.

    Law: as for `sv`: a vote is good where the first choice is clear, whatever stands for the second.
    """
    formal = read_as(papers, overvote="exhaust", skipped="exhaust", repeated="exhaust")
    found: dict[tuple[str, str | None], int] = {}
    for row, number in zip(formal.prefs[:, :2].tolist(), formal.numbers.tolist(), strict=True):
        second = row[1] if len(row) > 1 and row[1] != BLANK else None
        choice = (formal.candidates[row[0]], None if second is None else formal.candidates[second])
        found[choice] = found.get(choice, 0) + number
    return found, formal.invalid


def _sets(formal: Formal) -> NDArray[np.bool_]:
    """Return, for each code after `BLANK`, who is marked by it."""
    sets = np.zeros((1 + len(formal.candidates) + len(formal.equal), len(formal.candidates)), dtype=bool)
    for number in range(len(formal.candidates)):
        sets[1 + number, number] = True
    for number, together in enumerate(formal.equal, start=1 + len(formal.candidates)):
        sets[number, list(together)] = True
    return sets
