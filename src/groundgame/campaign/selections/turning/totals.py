"""Rules by which votes are added up (first past the post, block, limited): the fewest papers, from the totals."""

from collections.abc import Mapping

from groundgame.campaign.selections.turning.answers import Turn


def totals_turns(votes: Mapping[str, int], elected: tuple[str, ...], marks: int) -> list[Turn]:
    """Return a turn for every candidate: those elected to lose the seat, the others to win one.

    One paper that changes takes at most one vote from each candidate and gives at most one to each. `marks` is how many
    candidates a paper may name.
    """
    out = [name for name in votes if name not in elected]
    if not out or not elected:
        return []
    best_out = max(votes[name] for name in out)
    losing = [_losing(name, votes[name] - best_out) for name in elected]
    return losing + [_winning(name, votes, len(elected), marks) for name in out]


def _losing(name: str, gap: int) -> Turn:
    """Return the turn of one whom the best of the others is `gap` votes behind: each paper closes two of them."""
    to_a_lot, to_lose = -(-gap // 2), gap // 2 + 1
    return Turn(name, gains=False, proven=to_a_lot, found=to_lose, lot=to_a_lot < to_lose)


def _winning(name: str, votes: Mapping[str, int], seats: int, marks: int) -> Turn:
    """Return how few papers put a candidate past all but those who may stay above.

    A paper that changes may take a vote from as many rivals as it names; that it takes one alone is always possible.
    """
    strongest = sorted((number for each, number in votes.items() if each != name), reverse=True)
    rivals = strongest[seats - 1 :]
    proven = _taken(votes[name], rivals, lead=0, each=marks)
    level = _taken(votes[name], rivals, lead=0, each=1)
    found = _taken(votes[name], rivals, lead=1, each=1)
    return Turn(name, gains=True, proven=proven, found=found, lot=proven == level < found)


def _taken(own: int, rivals: list[int], *, lead: int, each: int) -> int:
    """Return the fewest papers with which nobody of the rivals is above `own` plus those papers less `lead`.

    A paper takes one vote at most from a rival, and `each` in all.
    """
    low, high = 0, sum(rivals) + 1
    while low < high:
        middle = (low + high) // 2
        over = [max(0, number - (own + middle - lead)) for number in rivals]
        if sum(over) <= middle * each and max(over, default=0) <= middle:
            high = middle
        else:
            low = middle + 1
    return low
