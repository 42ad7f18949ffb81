"""The last election on the boundaries of the next: as it was, as officially estimated, or matched by name."""

from dataclasses import dataclass, replace

import numpy as np

from groundgame.electoral.forecasting.general.elections import Bools, Election, Floats, Ints, votes_by_bloc
from groundgame.electoral.forecasting.general.names import matched_by_name
from groundgame.electoral.places import read_table

# Officially accepted estimates of an election on later boundaries (C. Rallings and M. Thrasher), by the years of both.
NOTIONALS = {(2005, 2010): "general_2005_notional", (2019, 2024): "general_2019_notional"}
NOBODY = -1


@dataclass(frozen=True, eq=False)
class Before:
    """The election before, in the seats of the next: shares (0-1) and votes by seat and bloc.

    `new_holder` marks seats that changed hands at it; `lost_by` is the column of whom they were won from, -1 where
    they were not; `matched` marks seats of new boundaries without an official estimate, found by name.
    """

    shares: Floats
    votes: Floats
    winner: Ints
    new_holder: Bools
    lost_by: Ints
    matched: Bools

    @property
    def weights(self) -> Floats:
        """Return each seat's valid votes, which weigh it in a nation's share."""
        weights: Floats = self.votes.sum(axis=1)
        return weights


def before(old: Election, new: Election, older: "Before | None") -> Before:
    """Return the old election in the new one's seats; `older` is the one before the old, in the old one's seats."""
    table = NOTIONALS.get((old.day.year, new.day.year))
    if table is not None:
        found = _of(votes_by_bloc(read_table(table), new.areas, "area"))
    elif old.areas == new.areas:
        found = replace(_of(old.votes), winner=old.winner)
    else:
        weights = matched_by_name(old, new.names, new)
        typical = old.votes.sum(axis=1)
        found = _of((weights @ old.shares) * (weights @ typical)[:, None])
        found = replace(found, matched=_redrawn(old, new))
    return _with_new_holders(_without_speaker(found, old, new), old, new, older)


def _redrawn(old: Election, new: Election) -> Bools:
    """Tell which seats are of a boundary set that their nation did not have: Scotland was redrawn alone in 2005."""
    known = set(zip(old.nation.tolist(), old.boundary_sets, strict=True))
    return np.array([one not in known for one in zip(new.nation.tolist(), new.boundary_sets, strict=True)])


def _of(votes: Floats) -> Before:
    nobody, none = np.full(len(votes), NOBODY), np.zeros(len(votes), dtype=bool)
    shares = votes / votes.sum(axis=1, keepdims=True)
    return Before(shares, votes, np.argmax(votes, axis=1), none, nobody, none)


def _without_speaker(found: Before, old: Election, new: Election) -> Before:
    """Give a seat in which the Speaker stood the shares of its region: its own say nothing of the parties there."""
    held = {name for name, speaker in zip(old.names, old.speaker, strict=True) if speaker}
    votes, winner = found.votes.copy(), found.winner.copy()
    for row, name in enumerate(new.names):
        if name in held:
            region = np.array([one == new.regions[row] for one in new.regions])
            region[row] = False
            votes[row] = found.votes[region].mean(axis=0)
            winner[row] = np.argmax(votes[row])
    return replace(_of(votes), winner=winner, matched=found.matched)


def _with_new_holders(found: Before, old: Election, new: Election, older: Before | None) -> Before:
    """Mark the seats that changed hands at the old election, where a seat of the same name had the same winner."""
    if older is None:
        return found
    place = {name: row for row, name in enumerate(old.names)}
    rows = np.array([place.get(name, NOBODY) for name in new.names])
    known = (rows != NOBODY) & (old.winner[rows] == found.winner)
    changed = known & (old.winner[rows] != older.winner[rows])
    return replace(found, new_holder=changed, lost_by=np.where(changed, older.winner[rows], NOBODY))
