"""A plan whose leaflets cost no more than a limit: they go to the wards where a vote does most."""

import numpy as np
import numpy.typing as npt

from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.effects import Effects
from groundgame.electoral.allocation.across.leaflets import cost_pence
from groundgame.electoral.allocation.across.planner import Planner
from groundgame.electoral.allocation.across.rounds import Field
from groundgame.electoral.allocation.across.times import paces_by_round
from groundgame.electoral.allocation.across.weeks import kept_by_round
from groundgame.electoral.allocation.effort import Floats

Planned = tuple[Planner, Floats, Floats]


def within_limit(field: Field, effects: Effects, ask: Ask, *, leafleted: bool) -> Planned:
    """Return a plan: what it was made with, its hours (rounds, wards), and who travels, (branches, rounds, wards).

    Where its leaflets would cost more than the limit, only the wards where a vote does most have any, as many as it
    pays for. `leafleted` says that every ward has had its leaflet, so that there are no more.
    """
    wards = len(field.wards.codes)
    found = _planned(field, effects, ask, np.zeros(wards) if leafleted else None)
    if leafleted or ask.limit_pence is None or _pence(found) <= ask.limit_pence:
        return found
    order = np.argsort(-found[0].a_vote_of_all(found[1], ask), kind="stable")
    return _most_leaflets(field, effects, ask, order, ask.limit_pence)


def _most_leaflets(
    field: Field, effects: Effects, ask: Ask, order: npt.NDArray[np.intp], limit_pence: float
) -> Planned:
    """Halve the space between no ward and all until one ward more would cost more than the limit."""
    none, all_of_them = 0, len(order)
    found = _planned(field, effects, ask, np.zeros(len(order)))
    while all_of_them - none > 1:
        middle = (none + all_of_them) // 2
        parts = np.zeros(len(order))
        parts[order[:middle]] = 1.0
        tried = _planned(field, effects, ask, parts)
        if _pence(tried) <= limit_pence:
            none, found = middle, tried
        else:
            all_of_them = middle
    return found


def _planned(field: Field, effects: Effects, ask: Ask, leaflets: Floats | None) -> Planned:
    kept, paces = kept_by_round(field, ask), paces_by_round(field, ask)
    planner = Planner(field, effects, kept=kept, leaflets=leaflets, paces=paces)
    return (planner, *planner.plan_with_travel(ask))


def _pence(found: Planned) -> float:
    planner, hours, _ = found
    spent = [
        mix
        for ground, here in zip(planner.grounds, hours, strict=True)
        for job, mix in zip(ground.work.jobs, ground.work.mix(here), strict=True)
        if job.even
    ]
    return cost_pence(planner.field, np.array(spent)) if spent else 0.0
