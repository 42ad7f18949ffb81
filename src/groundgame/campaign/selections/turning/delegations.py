"""Whole delegations that would have to go over: the fewest, by trying all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from groundgame.campaign.selections.turning.answers import Move, Names
from groundgame.campaign.selections.turning.found import Recounts
from groundgame.campaign.selections.turning.piles import Piles

MOST_COUNTS = 3_000
MOST_TOGETHER = 4


@dataclass(frozen=True, slots=True)
class Delegation:
    """One paper that counts for many: what it says, and its card votes."""

    section: str
    votes: int
    said: Names


@dataclass(frozen=True, slots=True)
class Switch:
    """The delegations that would have to put `name` first, the rest of their papers as it was, for it to be elected.

    `delegations` is None where none of the groups tried does it. Every group of fewer than `tried` was counted and does
    not; a group of `proven` is the smallest with card votes enough for what is proven of papers.
    """

    name: str
    section: str
    delegations: tuple[Delegation, ...] | None
    tried: int
    proven: int

    @property
    def exact(self) -> bool:
        """Tell whether no smaller group does it by putting the name first."""
        return self.delegations is not None and self.tried >= len(self.delegations)


def fewest_delegations(
    piles: Piles, section: str, delegations: Sequence[Delegation], name: str, recounts: Recounts, proven_papers: int
) -> Switch:
    """Return the fewest whole delegations of a section that elect a candidate by putting the name first.

    Groups are tried from the smallest that could have card votes enough; each is counted. Of equal size, the group with
    the fewest card votes is told.
    """
    able = [each for each in delegations if each.section == section and each.said[:1] != (name,)]
    proven = _enough(able, proven_papers)
    size = proven
    for size in range(proven, min(len(able), MOST_TOGETHER) + 1):
        groups = (group for group in combinations(able, size) if sum(each.votes for each in group) >= proven_papers)
        for group in sorted(groups, key=lambda each: (sum(one.votes for one in each), repr(each))):
            if recounts.left <= 0:
                return Switch(name, section, None, size, proven)
            moves = [Move(each.votes, each.said, (name, *_others(each.said, name))) for each in group]
            if recounts.confirm(piles.moved(section, moves), name, gains=True):
                return Switch(name, section, group, size, proven)
    return Switch(name, section, None, size + 1, proven)


def _enough(delegations: Sequence[Delegation], papers: int) -> int:
    """Return how many of the largest have so many card votes; one more than there are, if all are too few."""
    votes = 0
    for number, each in enumerate(sorted(delegations, key=lambda one: -one.votes), start=1):
        votes += each.votes
        if votes >= max(1, papers):
            return number
    return len(delegations) + 1


def _others(said: Names, name: str) -> Names:
    return tuple(mark for mark in said if mark != name)
