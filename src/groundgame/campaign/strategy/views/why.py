"""Why here? For any ward of the plan that is asked for, with hours or without."""

from collections import defaultdict
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.strategy.learning.effects import learned_effects
from groundgame.campaign.strategy.learning.fading import with_learned_fading
from groundgame.campaign.strategy.parties import our_party
from groundgame.campaign.strategy.views.access import patience, results_page
from groundgame.campaign.strategy.winning import asked as asking
from groundgame.campaign.strategy.winning.planned import plan_answer
from groundgame.campaign.strategy.winning.shown import Shown
from groundgame.campaign.strategy.winning.wards import WardRow
from groundgame.electoral.allocation.across.effects import CHANNELS
from groundgame.electoral.allocation.across.named import codes_of
from groundgame.electoral.allocation.errors import AllocationError
from groundgame.electoral.places import atlas

MOST_LETTERS = 100


@results_page
def page(request: SignedInRequest) -> HttpResponse:
    """Show why a ward, by its name or code, has its hours or none; without one, all wards that have any."""
    ask, name = asking.asked(request.GET), request.GET.get("ward", "").strip()[:MOST_LETTERS]
    found = plan_answer(our_party(), with_learned_fading(ask), effects=learned_effects(), patience=patience(request))
    context: dict[str, Any] = {
        "answer": found,
        "plan": found.value,
        "name": name,
        "fields": asking.fields(ask),
        "again": asking.address(ask),
        "channels": CHANNELS,
        "asked": asking.hours_told(ask),
        "floors": asking.floors_told(ask),
    }
    if found.value is not None:
        context |= _named(found.value, name) if name else {"boroughs": _by_borough(found.value)}
    return render(request, "strategy/why.html", context)


def _named(plan: Shown, name: str) -> dict[str, Any]:
    """Return the wards of a name, each with its reasons, or why there is none."""
    try:
        codes = codes_of(plan.places, [name])
    except AllocationError as error:
        return {"unknown": str(error)}
    rows = {row.code: row for row in plan.wards}
    found = [rows.get(code) or _without(plan, code) for code in sorted(codes)]
    return {"found": found, "title": found[0].name if len(found) == 1 else ""}


def _by_borough(plan: Shown) -> list[tuple[str, float, list[WardRow]]]:
    """Return the wards with hours of each borough, and their sum, by the borough's name."""
    found: dict[str, list[WardRow]] = defaultdict(list)
    for row in plan.wards:
        found[row.borough].append(row)
    return [(name, sum(row.hours for row in rows), rows) for name, rows in sorted(found.items())]


def _without(plan: Shown, code: str) -> WardRow:
    """Return a ward that has no hours."""
    area = atlas().area(code, plan.places.boundary_set)
    borough = atlas().area(area.borough or "", "borough").name
    return WardRow(code, area.name, borough, 0.0, tuple(0.0 for _ in CHANNELS), plan.why[code])
