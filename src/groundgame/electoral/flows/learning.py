"""What flows in other districts say of this one, where options of the same names stand there."""

from collections.abc import Sequence

import numpy as np

from groundgame.electoral.flows.answers import Floats, Flows
from groundgame.electoral.flows.beliefs import believed
from groundgame.electoral.flows.cells import fitted
from groundgame.electoral.flows.tables import Vote
from groundgame.electoral.flows.together import Belief
from groundgame.electoral.flows.units import units_from

LEAST, ROUNDS = 0.005, 50
ALIKE = 8.0
"""How steeply districts count for less where fewer options are the same: those who stand draw from each other."""

WORTH, FEW = 18.0, 10
"""What other districts did is worth at most so many times the rough regression of this one; half with so few."""
DOUBT, DOUBT_STEEPNESS = 0.10, 4
"""Where this district's own flows put so much of the vote (0-1) elsewhere, that is halved: it may have had a pact."""


def belief_from(others: Sequence[Flows], first: Vote, second: Vote, alone: Floats) -> Belief:
    """Return what other districts make likely here; `alone` is this district's own table of votes, without them."""
    votes = _likely(others, first, second)
    apart = 0.5 * float(np.abs(votes - alone).sum() / alone.sum())
    worth = WORTH * len(others) / (len(others) + FEW)
    return Belief(votes, worth / (1 + (apart / DOUBT) ** DOUBT_STEEPNESS))


def _likely(others: Sequence[Flows], first: Vote, second: Vote) -> Floats:
    """Return the votes that are thought likely (rows x columns), in line with both totals.

    A row is thought to split as it did elsewhere, among the options that stand here. A pair of options that stood
    together nowhere else takes what a rough regression here says.
    """
    shares = believed(units_from(first.counts, second.counts))
    for place, row in enumerate(first.options):
        shares[place] = _row(row, [flows for flows in others if row in flows.rows], second.options, shares[place])
    rows, columns = first.counts.sum(axis=0).astype(np.float64), second.counts.sum(axis=0).astype(np.float64)
    return fitted(rows[:, None] * shares, rows, columns, rounds=ROUNDS)


def _row(row: str, others: list[Flows], columns: tuple[str, ...], rough: Floats) -> Floats:
    votes, of_row = np.zeros(len(columns)), np.zeros(len(columns))
    for flows in others:
        found = flows.votes[flows.rows.index(row)]
        stood = np.array([column in flows.columns for column in columns])
        there = np.array([found[flows.columns.index(c)] if c in flows.columns else 0.0 for c in columns])
        weight = (stood.sum() / len(set(columns) | set(flows.columns))) ** ALIKE
        votes += weight * there
        of_row += weight * stood * found.sum()
    known = of_row > 0
    shares = np.where(known, votes / np.maximum(of_row, 1), rough)
    return np.maximum(shares, LEAST)
