"""Small options become one: a cell of a few votes cannot be told from nothing, and makes the others worse."""

from dataclasses import replace

import numpy as np

from groundgame.electoral.flows.tables import Vote

OTHER = "other"
SMALL = 0.03


def merged(vote: Vote, below: float) -> Vote:
    """Return the vote with all options under a share (0-1) of it as one option, `other`, the last.

    A single small option is renamed too, so that a column means the same whoever stands there; an option that is
    called `other` already joins it, whatever its size. 0 merges none; an option that nobody chose goes in any case.
    """
    chosen = vote.counts.sum(axis=0) > 0
    counts, options = vote.counts[:, chosen], np.array(vote.options, dtype=object)[chosen]
    small = counts.sum(axis=0) < below * counts.sum()
    if not small.any():
        return replace(vote, options=tuple(options), counts=counts)
    small |= options == OTHER
    together = np.column_stack([counts[:, ~small], counts[:, small].sum(axis=1)])
    return replace(vote, options=(*options[~small], OTHER), counts=together)
