"""What a party lacks for a seat on each joint draw, as a share of the votes: by each contest's own rule."""

import numpy as np

from groundgame.electoral.allocation.effort import Floats
from groundgame.electoral.forecasting.london.assembly_model import AssemblyDraws
from groundgame.electoral.forecasting.london.dhondt_draws import THRESHOLD
from groundgame.electoral.forecasting.london.groups import GROUPS, OTHERS

FAR = 1e9
"""A share that is not to be had: a seat lacks it where no work could win it."""
MORE_LIST_SEATS = 2


def fptp_lacking(shares: Floats, own: int) -> Floats:
    """Return what a party lacks, (draws,), as a share of all votes (draws, groups): the best rival's lead over it.

    >>> fptp_lacking(np.array([[0.5, 0.3, 0, 0, 0, 0.2]]), own=1).round(3).tolist()
    [0.2]
    """
    rivals = [at for at in range(len(GROUPS)) if at not in (own, OTHERS)]
    ahead: Floats = shares[:, rivals].max(axis=1) - shares[:, own]
    return ahead


def sv_lacking(first: Floats, own: int, table: Floats, spread: Floats) -> Floats:
    """Return what a party lacks in first choices under the supplementary vote, (draws,), as a share of them all.

    It has to be among the first two, and then ahead of the other with the second choices of those who are out; or to
    have more than half at once.
    """
    at, able = np.arange(len(first)), first.copy()
    able[:, [own, OTHERS]] = -1.0
    order = np.argsort(-able, axis=1)
    rival, third = order[:, 0], order[:, 1]
    out = first.copy()
    out[:, own] = out[at, rival] = 0.0
    second = spread * (out @ table[:, own] - np.einsum("dg,gd->d", out, table[:, rival]))
    final = first[at, rival] - first[:, own] - second
    among = first[at, third] - first[:, own]
    lacking: Floats = np.minimum(np.maximum(final, among), np.maximum(1 - 2 * first[:, own], -1.0))
    return lacking


def list_lacking(drawn: AssemblyDraws, own: int) -> Floats:
    """Return what a party lacks for its next list seats, (seats, draws), as a share of the list's votes.

    By d'Hondt a further seat goes to the party once its votes, divided by its seats and one, pass the lowest quotient
    that won another party a seat of the list.
    """
    ranked = np.sort(_last_quotients(drawn, own), axis=1)
    have, mine = drawn.seats[:, own], drawn.list_shares[:, own]
    rows = []
    for more in range(1, MORE_LIST_SEATS + 1):
        beaten = ranked[:, more - 1]
        short = np.maximum(beaten * (have + more), THRESHOLD) - mine
        rows.append(np.where(np.isfinite(beaten), np.maximum(short, 1e-6), FAR))
    return np.array(rows)


def _last_quotients(drawn: AssemblyDraws, own: int) -> Floats:
    """Return the quotients by which other parties won list seats, (draws, quotients); none is infinite."""
    shares, won, already = drawn.list_shares, drawn.list_seats, drawn.constituency_seats
    found = []
    for at in range(len(GROUPS)):
        if at == own:
            continue
        for back in range(MORE_LIST_SEATS):
            number = already[:, at] + won[:, at] - back
            found.append(np.where(won[:, at] > back, shares[:, at] / np.maximum(number, 1), np.inf))
    return np.stack(found, axis=1)
