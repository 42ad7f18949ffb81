"""What wards and contests are called where a plan is printed: several wards share a name, a council one with a seat."""

from collections.abc import Callable

from groundgame.electoral.allocation.across.answer import Plan
from groundgame.electoral.allocation.across.outcome import Chance
from groundgame.electoral.forecasting.london.borough_summary import ward_contest_id
from groundgame.electoral.places import atlas


def ward_named(plan: Plan, code: str) -> str:
    """Return a ward with its borough, as "Abbey, Merton"."""
    area = atlas().area(code, plan.field.wards.boundary_set)
    return f"{area.name}, {atlas().area(area.borough or '', 'borough').name}"


def contest_named(plan: Plan) -> Callable[[Chance], str]:
    """Return what names a plan's contests: a ward by its borough too, and a council as one."""
    wards = plan.field.wards
    ids = {
        ward_contest_id(wards, at, each.day): code
        for each in plan.field.rounds
        if each.needs
        for at, code in enumerate(wards.codes)
    }

    def named(one: Chance) -> str:
        if one.kind == "councils":
            return f"{one.name} council"
        return ward_named(plan, ids[one.id]) if one.id in ids else one.name

    return named
