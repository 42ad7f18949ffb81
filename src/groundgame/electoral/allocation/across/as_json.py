"""A plan as JSON."""

from collections.abc import Collection
from dataclasses import asdict
from typing import Any

import numpy as np

from groundgame.electoral.allocation.across.answer import Plan
from groundgame.electoral.allocation.across.outcome import Chance
from groundgame.electoral.allocation.across.robust import Steadiness
from groundgame.electoral.allocation.across.sessions import Allocation
from groundgame.electoral.allocation.across.why import Why

PLACES = 6


def as_json(plan: Plan, asked_of: Collection[str] = ()) -> dict[str, Any]:
    """Return a plan as a plain dictionary, ready to be written as JSON.

    Reasons are those of the wards with hours, and of wards (codes) that are asked about.
    """
    return {
        "party": plan.field.party,
        "as_of": plan.field.as_of.isoformat(),
        "hours": round(plan.hours, 1),
        "allocations": [_row(one) for one in plan.allocations],
        "travel": [
            {"from": here, "to": there, "hours": round(hours, 1)} for (here, there), hours in plan.travel.items()
        ],
        "totals": [_rounded(asdict(one)) for one in plan.totals],
        "chance_before": {one.id: _before(one) for one in plan.chances},
        "chance_after": {one.id: _after(one) for one in plan.chances},
        "bound_gap": round(plan.bound_gap, PLACES),
        "reasons": [_why(one) for one in plan.reasons if one.hours or one.ward in asked_of],
        "steadiness": _steady(plan.steadiness),
        "assumptions": [{"sentence": one.sentence, "source": one.source} for one in plan.assumptions],
    }


def _row(one: Allocation) -> dict[str, Any]:
    return {
        "ward": one.ward,
        "channel": one.channel,
        "audience": one.audience,
        "week": one.week.isoformat(),
        "hours": round(one.hours, PLACES),
        "before": one.before,
        "branch": one.branch,
        "time": one.time,
    }


def _why(one: Why) -> dict[str, Any]:
    return {"ward": one.ward, "before": one.before, "times": round(one.times, PLACES), "sentence": one.sentence}


def _steady(found: Steadiness | None) -> dict[str, Any] | None:
    if found is None:
        return None
    kept = {"hours_kept": round(found.hours_kept, PLACES), "hours_kept_least": round(found.hours_kept_least, PLACES)}
    steady = [{"ward": ward, "before": name} for ward, name in found.steady]
    return {"cases": found.cases, **kept, "steady": steady, "choices": [_rounded(asdict(one)) for one in found.choices]}


def _before(one: Chance) -> dict[str, Any]:
    error = float(np.sqrt(one.before * (1 - one.before) / one.draws)) * 1.645
    low, high = max(one.before - error, 0.0), min(one.before + error, 1.0)
    found = {"chance": one.before, "low": low, "high": high}
    return _rounded(found | ({"seats": one.seats[0]} if one.seats else {}))


def _after(one: Chance) -> dict[str, Any]:
    found = {"chance": one.after, "low": one.low, "high": one.high}
    return _rounded(found | ({"seats": one.seats[1]} if one.seats else {}))


def _rounded(figures: dict[str, Any]) -> dict[str, Any]:
    return {name: round(value, PLACES) if isinstance(value, float) else value for name, value in figures.items()}
