"""How far a party is ahead, by the rule of the contest: above 0 it wins, below 0 it falls short by so much.

Each gives a function of votes, which may have draws before areas and parties, to a lead as a share of all votes (0-1).
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Lead = Callable[[Floats], Floats]


def fptp_lead(ours: int, *, nobody: int | None = None) -> Lead:
    """Return the lead over the next party when all areas are added up and the most votes win.

    `nobody` is a column that is a sum of many, so that no one can be elected by it.
    """

    def lead(votes: Floats) -> Floats:
        totals = votes.sum(axis=-2)
        share: Floats = _ahead(_able(totals, nobody), ours) / totals.sum(axis=-1)
        return share

    return lead


def sv_lead(ours: int, second_choices: npt.ArrayLike, *, nobody: int | None = None) -> Lead:
    """Return the lead in the final round of the supplementary vote, all areas added up.

    `second_choices` says, first choice by second, what share (0-1) of a party's voters would go to another one; the
    rest give none that counts. Where the party is not among the first two, its lead is over the second of them, in
    first choices: that is what it has to make up first. `nobody` is as in `fptp_lead`; its second choices count.
    """
    flows = np.asarray(second_choices, dtype=float)

    def lead(votes: Floats) -> Floats:
        totals = votes.sum(axis=-2)
        order = np.argsort(-_able(totals, nobody), axis=-1, kind="stable")
        first, second = order[..., 0], order[..., 1]
        rival = np.where(first == ours, second, first)
        rest = totals.copy()
        for each in (np.full_like(rival, ours), rival):
            np.put_along_axis(rest, each[..., None], 0.0, axis=-1)
        gained = rest @ flows[:, ours] - np.take_along_axis(rest @ flows, rival[..., None], axis=-1)[..., 0]
        final = totals[..., ours] - np.take_along_axis(totals, rival[..., None], axis=-1)[..., 0] + gained
        runner_up = np.take_along_axis(totals, second[..., None], axis=-1)[..., 0]
        behind = totals[..., ours] - runner_up
        reached = (first == ours) | (second == ours)
        share: Floats = np.where(reached, final, behind) / totals.sum(axis=-1)
        return share

    return lead


def seats_lead(ours: int, seats: int, *, each: npt.ArrayLike = 1) -> Lead:
    """Return the lead in the area that decides: going through those we are best in, the one that makes `seats` seats.

    Above 0 we have so many seats or more: a majority of a council or of a parliament, if that is what `seats` is.
    `each` says how many seats every area has, all of them the leading party's, as under the block vote.
    """
    one_by_one = np.asarray(each, dtype=np.intp)

    def lead(votes: Floats) -> Floats:
        totals = votes.sum(axis=-1)
        margins = _ahead(votes, ours) / np.where(totals > 0, totals, 1)
        best_first = np.argsort(-margins, axis=-1, kind="stable")
        won = np.broadcast_to(one_by_one, margins.shape)
        reached = np.take_along_axis(won, best_first, axis=-1).cumsum(axis=-1) >= seats
        deciding = np.take_along_axis(best_first, reached.argmax(axis=-1)[..., None], axis=-1)
        found: Floats = np.take_along_axis(margins, deciding, axis=-1)[..., 0]
        return found

    return lead


def _able(totals: Floats, nobody: int | None) -> Floats:
    if nobody is None:
        return totals
    able = totals.copy()
    able[..., nobody] = 0.0
    return able


def _ahead(votes: Floats, ours: int) -> Floats:
    others = np.delete(votes, ours, axis=-1)
    ahead: Floats = votes[..., ours] - others.max(axis=-1)
    return ahead
