"""Why a ward has its hours, or none, in a sentence with its figures."""

import numpy as np

from groundgame.electoral.allocation.across.grounds import Ground
from groundgame.electoral.allocation.across.rounds import Field
from groundgame.electoral.places import atlas

NEAR = 0.03
"""A seat is near on a draw where what is lacking, or to spare, is less than this part of the ward's vote."""


def reason_told(field: Field, ground: Ground, at: int, given: tuple[float, float], votes: float, times: float) -> str:
    """Return in a sentence why the ward in place `at` has its hours, or none.

    `given` are its hours, and those of them that were planned, `votes` what they bring, `times` what its first hour
    adds beside the plan's last (`why.Why`).
    """
    hours, planned = given
    name = atlas().area(field.wards.codes[at], field.wards.boundary_set).name
    where = f"{name}: {_near(field, ground, at)}"
    if hours:
        return f"{where} {hours:,.0f} hours bring about {votes:.1f} votes{_firm(hours, planned, times)}."
    if times <= 0:
        return f"{where} No hour here is known to add anything."
    if times > 1:
        return f"{where} No hours: those it would have make no whole evening; it is among the next to have one."
    return f"{where} No hours: one here would have to do {1 / times:.1f} times what we take it to do."


def _firm(hours: float, planned: float, times: float) -> str:
    """Say what it takes for a ward to keep its hours, or to have more than the leaflet that every ward gets."""
    if not planned:
        return ", all with the leaflet that every ward gets"
    if times <= 1:
        return ""
    which = "they" if planned == hours else f"{planned:,.0f} of them, beside the leaflet that every ward gets,"
    return f"; {which} stay as long as an hour here does {1 / times:.0%} of what we take it to do"


def _near(field: Field, ground: Ground, at: int) -> str:
    """Say on how many draws of the forecast something is near that this ward votes in."""
    number = len(field.strength)
    if ground.round.needs:
        need = ground.round.needs[at]
        near = (np.abs(need.lacking[:, :number]) < NEAR * need.ballots).any(axis=0).mean() if len(need.lacking) else 0.0
        return f"a seat is within {NEAR * need.ballots:,.0f} votes on {near:.0%} of draws."
    mine = [stake for stake in ground.round.stakes if stake.wards[at] > 0]
    if not mine:
        return "nothing is voted on here that counts."
    best = max(mine, key=lambda stake: stake.slope(0.0) * stake.wards[at])
    near = (np.abs(best.lacking[:, :number]) < NEAR * best.votes).any(axis=0).mean()
    return f"{best.name} is within {NEAR * best.votes:,.0f} votes on {near:.0%} of draws."
