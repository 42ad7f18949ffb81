"""Every ward's shares at the next borough election, when London's are given."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import polars as pl

from groundgame.electoral.forecasting import settings
from groundgame.electoral.forecasting.london.groups import GROUPS, OTHERS, Floats, group
from groundgame.electoral.forecasting.london.known import Known
from groundgame.electoral.forecasting.london.past import Ints, WardResults, weighted
from groundgame.electoral.forecasting.london.seats import Wards
from groundgame.electoral.forecasting.london.seats_moved import SeatResults, between, wards_away, weights

NOMINATED_BEFORE = timedelta(days=24)
"""Who stands is published on the 18th working day before the vote (Local Elections Rules 2006, Schedule 2, rule 1)."""
LEAST = 0.003
ROUNDS = 60


@dataclass(frozen=True, eq=False)
class WardBase:
    """The wards of the next election as the last one left them: `shares` (0-1) as though every group stood everywhere.

    `others` names each ward's strongest party outside the groups, `votes` about how many voted last time, `standing`
    how many candidates each group has or is taken to have.
    """

    wards: Wards
    shares: Floats
    votes: Floats
    standing: Ints
    others: tuple[str | None, ...]


def ward_base(past: WardResults, wards: Wards) -> WardBase:
    """Carry the last results to the wards of the next election by residents, and fill in those who did not stand.

    Where a group did not stand it is taken to have a part of its share nearby: in its borough, and as many wards more
    as `NEARBY` at London's mean.
    """
    moved = weights(past.wards.boundary_set, past.wards.codes, wards.boundary_set, wards.codes)
    by_votes = moved * past.votes
    by_votes /= np.maximum(by_votes.sum(axis=1, keepdims=True), 1e-9)
    shares = _filled(by_votes @ past.shares, np.array(wards.boroughs))
    most = moved.argmax(axis=1)
    standing = np.where(past.standing[most] > 0, past.standing[most], 1)
    standing[:, :OTHERS] = wards.seats[:, None]
    others = tuple(past.others[old] for old in most)
    return WardBase(wards, shares, moved @ past.votes, np.minimum(standing, wards.seats[:, None]), others)


def _filled(shares: Floats, boroughs: npt.NDArray[np.str_]) -> Floats:
    filled = shares.copy()
    for at in range(len(GROUPS)):
        stood = shares[:, at] > 0
        if not stood.any():
            continue
        usual = settings.NEARBY * shares[stood, at].mean()
        for borough in np.unique(boroughs):
            inside = boroughs == borough
            there = inside & stood
            nearby = (shares[there, at].sum() + usual) / (there.sum() + settings.NEARBY)
            part = settings.UNTRIED_OTHERS if at == OTHERS else settings.UNTRIED
            filled[inside & ~stood, at] = part * nearby
    filled = np.maximum(filled, LEAST)
    scaled: Floats = filled / filled.sum(axis=1, keepdims=True)
    return scaled


def moved_by_place(shares: Floats, elections: list[SeatResults], since: date, wards: Wards) -> Floats:
    """Move wards by a part of what their seats moved against London since a day, as general elections tell."""
    away = [wards_away(one, wards.boundary_set, wards.codes) for one in elections]
    change = away[-1] - between([one.day for one in elections], away, since)
    change[:, OTHERS] = 0.0
    placed = np.maximum(shares + settings.PLACE_KEPT * change, LEAST)
    scaled: Floats = placed / placed.sum(axis=1, keepdims=True)
    return scaled


def projected(shares: Floats, votes: Floats, target: Floats, elastic: Floats) -> Floats:
    """Return wards' shares whose mean over London is the target.

    A blend of two: every ward changes by as much, and every ward changes in proportion (with the rows' and the mean's
    sums both kept). `elastic` (0-1), by group, is the part of the second.
    """
    even, scaled = shares, shares
    for _ in range(ROUNDS):
        even = np.maximum(even + target - weighted(even, votes), LEAST / 10)
        even = even / even.sum(axis=1, keepdims=True)
        scaled = scaled * target / np.maximum(weighted(scaled, votes), 1e-9)
        scaled = scaled / scaled.sum(axis=1, keepdims=True)
    blend = (1 - elastic) * even + elastic * scaled
    both: Floats = blend / blend.sum(axis=1, keepdims=True)
    return both


def nominations(known: Known, day: date) -> pl.DataFrame:
    """Return who stands in a day's borough elections (area, party, candidates): no rows until it is published."""
    rows = known.standing("borough", day)
    return rows.clear() if known.as_of < day - NOMINATED_BEFORE else rows


def nominated(base: WardBase, known: Known, day: date) -> WardBase:
    """Return the wards with those who are nominated standing; as they were, before nominations are published.

    Of the others, a ward names the party it named last time if that stands again, else the one with most candidates.
    """
    rows = nominations(known, day).filter(pl.col("area").is_in(list(base.wards.codes)))
    if rows.is_empty():
        return base
    at = {code: i for i, code in enumerate(base.wards.codes)}
    found = np.zeros((len(at), len(GROUPS)), np.int64)
    local: list[dict[str, int]] = [{} for _ in at]
    for area, party, candidates in rows.iter_rows():
        row, column = at[area], group(party)
        found[row, column] += candidates
        if column == OTHERS:
            local[row][party] = candidates
    found[:, OTHERS] = [max(each.values(), default=0) for each in local]
    others = tuple(_named(each, before) for each, before in zip(local, base.others, strict=True))
    return replace(base, standing=np.minimum(found, base.wards.seats[:, None]), others=others)


def _named(standing: dict[str, int], before: str | None) -> str | None:
    if before in standing:
        return before
    return max(sorted(standing), key=lambda party: standing[party], default=None)
