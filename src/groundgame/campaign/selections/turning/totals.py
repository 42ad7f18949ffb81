"""Rules by which votes are added up (first past the post, block, limited): the fewest papers, from the totals."""

from collections.abc import Mapping

from groundgame.campaign.selections.turning.answers import Turn


def totals_turns(votes: Mapping[str, int], elected: tuple[str, ...], marks: int) -> list[Turn]:
    """Return a turn for every candidate: those elected to lose the seat, the others to win one.

    One paper that changes takes at most one vote from each candidate and gives at most one to each. `marks` is how many
    candidates a paper may name: with one alone, what moves to win must come from each rival in turn.
    """
    out = [name for name in votes if name not in elected]
    if not out or not elected:
        return []
    best_out, worst_in = max(votes[name] for name in out), min(votes[name] for name in elected)
    losing = [_pair(name, votes[name] - best_out, gains=False) for name in elected]
    return losing + [_winning(name, votes, elected, worst_in, marks) for name in out]


def _pair(name: str, gap: int, *, gains: bool) -> Turn:
    """Return the turn where one moves past another who is `gap` votes away: each paper closes two of them."""
    to_a_lot, to_win = -(-gap // 2), gap // 2 + 1
    return Turn(name, gains, to_a_lot, to_win, lot=to_a_lot < to_win)


def _winning(name: str, votes: Mapping[str, int], elected: tuple[str, ...], worst_in: int, marks: int) -> Turn:
    """Return how few papers put a candidate past the last who is in, and past all who are out."""
    seats = len(elected)
    strongest = sorted((number for each, number in votes.items() if each != name), reverse=True)
    rivals = strongest[seats - 1 :]  # all but those who may well stay above
    if marks > 1:
        return _pair(name, worst_in - votes[name], gains=True)
    proven = _taken(votes[name], rivals, lead=0)
    found = _taken(votes[name], rivals, lead=1)
    return Turn(name, gains=True, proven=proven, found=found, lot=proven < found)


def _taken(own: int, rivals: list[int], lead: int) -> int:
    """Return the fewest votes that, taken from rivals, leave none above `own` plus those votes less `lead`."""
    low, high = 0, sum(rivals) + 1
    while low < high:
        middle = (low + high) // 2
        if sum(max(0, number - (own + middle - lead)) for number in rivals) <= middle:
            high = middle
        else:
            low = middle + 1
    return low
