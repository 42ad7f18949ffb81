"""What makes a bloc depart from uniform swing in a seat: one figure a seat and bloc, in shares, known before the day.

Each is scaled by the national change that it goes with, so that what one election teaches can be used at another.
"""

from dataclasses import dataclass

import numpy as np

from groundgame.electoral.forecasting.general.blocs import NATIONS, POPULIST, blocs, column
from groundgame.electoral.forecasting.general.elections import Floats, by_nation
from groundgame.electoral.forecasting.general.settings import Setting
from groundgame.electoral.forecasting.general.uniform import PERSONAL_SHARE, change

LEAST_BEFORE, LEAST_AFTER = 0.01, 0.05
PERSONAL_VOTE = 0.02
LEAVE_SCALE = 0.3
COUNCIL_SCALE = 0.1
SQUEEZE_SCALE = 3.0

# Signals whose effect is alike for every bloc, a little different for each; then those that differ for each alone.
SHARED = (
    "falling where strong",
    "rising where strong",
    "what others lose here",
    "second to a falling holder",
    "third behind a falling holder",
    "near a falling holder",
    "squeezed behind a falling holder",
    "holder rising",
    "holder in a volatile year",
    "safe holder in a volatile year",
    "new holder",
    "holder no more",
    "council gained",
)
OWN = ("leave", *(f"{bloc} gone" for bloc in blocs()), *(f"{bloc} new" for bloc in blocs()))
# Nobody's standing or not can be told of the blocs that stand nearly everywhere.
SPORADIC = ("liberal-democrat", "populist-right", "green", "other")


@dataclass(frozen=True)
class _Seats:
    """The parts that the signals are made of, as columns (seats, 1) or tables (seats, blocs)."""

    shares: Floats
    last: Floats
    change: Floats
    holder: Floats
    second: Floats
    third: Floats
    first_share: Floats
    second_share: Floats
    third_share: Floats
    falls: Floats
    rises: Floats
    volatility: Floats


def signals(setting: Setting, national: Floats) -> Floats:
    """Return every signal, shape (seats, blocs, signals) in the order of `SHARED` and `OWN`."""
    seats = _seats(setting, national)
    found = {**_elastic(seats), **_tactical(seats), **_incumbent(setting, seats), **_leave(setting, seats)}
    found |= _councils(setting)
    found |= _nominations(setting, national)
    nothing = np.zeros_like(seats.shares)
    standing = setting.stood & ~setting.speaker[:, None]
    table: Floats = np.stack([found.get(name, nothing) * standing for name in (*SHARED, *OWN)], axis=2)
    return table


def _seats(setting: Setting, national: Floats) -> _Seats:
    shares, nation = setting.before.shares, setting.nation
    moved = change(setting, national)
    order = np.argsort(-shares, axis=1, kind="stable")[:, :3]
    ranked = np.take_along_axis(shares, order, axis=1)
    mine = np.eye(shares.shape[1])
    swing = np.take_along_axis(moved[nation], order[:, :1], axis=1)
    return _Seats(
        shares=shares,
        last=by_nation(setting.before.votes, nation)[nation],
        change=moved[nation],
        holder=mine[order[:, 0]],
        second=mine[order[:, 1]],
        third=mine[order[:, 2]],
        first_share=ranked[:, :1],
        second_share=ranked[:, 1:2],
        third_share=ranked[:, 2:],
        falls=np.maximum(-swing, 0.0),
        rises=np.maximum(swing, 0.0),
        volatility=volatility(moved)[nation][:, None],
    )


def volatility(change: Floats) -> Floats:
    """Return half the sum of the absolute changes (0-1) of each nation's shares.

    Source: M. N. Pedersen, The Dynamics of European Party Systems (1979).
    """
    half: Floats = np.abs(change).sum(axis=1) / 2
    return half


def _elastic(seats: _Seats) -> dict[str, Floats]:
    """Return what a bloc gains and loses more where it is strong: 1 would be proportional swing, 0 uniform."""
    away = seats.change * (seats.shares - seats.last)
    falling = np.where(seats.change < 0, away / np.maximum(seats.last, LEAST_BEFORE), 0.0)
    rising = np.where(seats.change > 0, away / np.maximum(seats.last + seats.change, LEAST_AFTER), 0.0)
    both = falling + rising
    others = -(both.sum(axis=1, keepdims=True) - both)
    return {
        SHARED[0]: falling,
        SHARED[1]: rising,
        SHARED[2]: others * seats.shares / np.maximum(1 - seats.shares, 0.2),
    }


def _tactical(seats: _Seats) -> dict[str, Floats]:
    """Return who can beat a holder that falls, and who cannot."""
    squeeze = seats.falls * seats.third_share * SQUEEZE_SCALE
    return {
        SHARED[3]: seats.falls * seats.second,
        SHARED[4]: seats.falls * seats.third,
        SHARED[5]: seats.falls * seats.second * seats.second_share / seats.first_share,
        SHARED[6]: squeeze * seats.third,
        SHARED[7]: seats.rises * seats.holder,
        SHARED[8]: seats.volatility * seats.holder,
        SHARED[9]: seats.volatility * seats.holder * (seats.first_share - seats.second_share),
    }


def _incumbent(setting: Setting, seats: _Seats) -> dict[str, Floats]:
    """Return who has a member who was new last time, and so a personal vote to gain, and who lost one there."""
    new = PERSONAL_VOTE * setting.before.new_holder[:, None]
    lost = setting.before.lost_by[:, None] == np.arange(seats.shares.shape[1])
    return {SHARED[10]: new * seats.holder, SHARED[11]: new * lost}


def _councils(setting: Setting) -> dict[str, Floats]:
    """Return what the blocs gained of each seat's council since the last election: if unknown, the mean."""
    found = np.zeros_like(setting.councils)
    for nation in range(len(NATIONS)):
        rows = setting.nation == nation
        known = setting.councils[rows & ~np.isnan(setting.councils[:, 0])]
        if len(known):
            found[rows] = np.where(np.isnan(setting.councils[rows]), known.mean(axis=0), setting.councils[rows])
    return {"council gained": COUNCIL_SCALE * found}


def _leave(setting: Setting, seats: _Seats) -> dict[str, Floats]:
    """Return the leave share; nothing where the populist right itself rises and takes that."""
    if setting.leave is None or seats.change[:, column(POPULIST)].mean() > LEAST_BEFORE:
        return {}
    return {"leave": LEAVE_SCALE * setting.leave[:, None] * np.ones_like(seats.shares)}


def _nominations(setting: Setting, national: Floats) -> dict[str, Floats]:
    """Return where a bloc that stood last time does not now and frees its votes, and where one is new."""
    found = {}
    everybody = np.ones_like(setting.before.shares)
    for name in SPORADIC:
        place = column(name)
        last, now = setting.before.shares[:, place], setting.stood[:, place]
        size = np.minimum(last, PERSONAL_SHARE) if place == len(blocs()) - 1 else last
        found[f"{name} gone"] = everybody * np.where((last > 0) & ~now, size, 0.0)[:, None]
        found[f"{name} new"] = everybody * np.where((last == 0) & now, national[setting.nation, place], 0.0)[:, None]
    return found
