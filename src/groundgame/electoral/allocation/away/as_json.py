"""A plan with days out as JSON: that of London, every row with its kind and the name of its place."""

from collections.abc import Collection
from typing import Any

from groundgame.electoral.allocation.across import as_json as london
from groundgame.electoral.allocation.away.answer import AwayPlan
from groundgame.electoral.allocation.away.going import AwayDays
from groundgame.electoral.places import atlas


def as_json(plan: AwayPlan, asked_of: Collection[str] = ()) -> dict[str, Any]:
    """Return a plan with days out, ready to be written as JSON: `hours` are with the way, `doors` without."""
    found = london.as_json(plan.london, asked_of)
    wards = plan.london.field.wards.boundary_set
    rows = [one | {"kind": "ward", "place": atlas().area(one["ward"], wards).name} for one in found["allocations"]]
    hours = found["hours"] + plan.hours
    return found | {"hours": round(hours, 1), "allocations": [*rows, *map(_row, plan.days)]}


def _row(one: AwayDays) -> dict[str, Any]:
    return {
        "kind": "away",
        "place": one.seat.name,
        "seat": one.seat.code,
        "channel": "door",
        "audience": "supporter",
        "week": one.week.isoformat(),
        "days": one.days,
        "hours": round(one.hours, 1),
        "doors": round(one.doors, 1),
        "minutes_each_way": one.minutes,
        "before": "westminster",
        "branch": one.branch,
    }
