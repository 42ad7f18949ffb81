"""Small options become one: a cell of a few votes cannot be told from nothing, and makes the others worse."""

from dataclasses import replace

import numpy as np

from groundgame.electoral.flows.tables import Vote

OTHER = "other"
SMALL = 0.03


def merged(vote: Vote, below: float) -> Vote:
    """Return the vote with all options under a share (0-1) of it as one option, `other`, the last.

    A single small option is renamed too, so that a column means the same whoever stands there; an option that is
    called `other` already joins it, whatever its size. 0 merges none.
    """
    share = vote.counts.sum(axis=0) / vote.counts.sum()
    small = (share < below) | (np.array([option == OTHER for option in vote.options]) & bool((share < below).any()))
    if not small.any():
        return vote
    counts = np.column_stack([vote.counts[:, ~small], vote.counts[:, small].sum(axis=1)])
    kept = tuple(option for option, out in zip(vote.options, small, strict=True) if not out)
    return replace(vote, options=(*kept, OTHER), counts=counts)
