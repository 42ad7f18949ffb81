"""London now: who holds what, and where the party stands in every ward."""

from typing import Any

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.strategy.held import councils_now, held_now, mayor_now, summary
from groundgame.campaign.strategy.maps.shapes import user_shapes
from groundgame.campaign.strategy.maps.wards import MEASURES, WardMap, draw_wards
from groundgame.campaign.strategy.parties import our_party
from groundgame.campaign.strategy.standing import standing
from groundgame.campaign.strategy.switches import Choice, chosen, switch
from groundgame.campaign.strategy.views.access import results_page
from groundgame.campaign.strategy.wards import LEVELS, TIERS, WardTable, ward_table

DAY_SECONDS = 86_400


@results_page
def page(request: SignedInRequest) -> HttpResponse:
    """Show who holds what at each tier, and one measure of one tier on the map."""
    tier = chosen(request.GET, "tier", TIERS)
    measure = chosen(request.GET, "measure", MEASURES)
    table = ward_table(tier, our_party().id)
    context: dict[str, Any] = {
        "party": our_party(),
        "mayor": mayor_now(),
        "held": held_now(our_party().id),
        "summary": summary(our_party()),
        "councils": councils_now(),
        "tier": tier,
        "tier_name": TIERS[tier],
        "measure": measure,
        "measure_name": MEASURES[measure],
        "switches": _switches(tier, measure),
        "table": table,
        "level": LEVELS[table.level],
        "map": _map(table, measure),
        "problem": user_shapes().problem,
        "standing": standing(table, our_party().id),
    }
    return render(request, "strategy/now.html", context)


def _switches(tier: str, measure: str) -> dict[str, list[Choice]]:
    return {
        "Election": switch(TIERS, tier, lambda key: f"?tier={key}&measure={measure}#map"),
        "Show": switch(MEASURES, measure, lambda key: f"?tier={tier}&measure={key}#map"),
    }


def _map(table: WardTable, measure: str) -> WardMap:
    shapes = user_shapes()
    key = f"map:{our_party().id}:{table.contest}:{table.tier}:{measure}:{shapes.stamp}"
    drawn: WardMap | None = cache.get(key)
    if drawn is None:
        drawn = draw_wards(table.wards, measure, f"{MEASURES[measure]} in every ward: {TIERS[table.tier]}", shapes)
        cache.set(key, drawn, DAY_SECONDS)
    return drawn
