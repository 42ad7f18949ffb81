"""What flows in other districts say of this one, where options of the same names stand there."""

from collections.abc import Sequence

import numpy as np

from groundgame.electoral.flows.answers import Floats, Flows
from groundgame.electoral.flows.beliefs import believed
from groundgame.electoral.flows.cells import fitted
from groundgame.electoral.flows.tables import Vote
from groundgame.electoral.flows.units import units_from

LEAST, ROUNDS = 0.005, 50
ALIKE = 8.0
"""How steeply districts count for less where fewer options are the same: those who stand draw from each other."""


def beliefs_from(others: Sequence[Flows], first: Vote, second: Vote) -> Floats:
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
