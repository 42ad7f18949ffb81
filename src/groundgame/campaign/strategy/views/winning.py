"""How do we win: the plan, with sliders for hours and for what counts."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.strategy.coming.forecasts import standpoint
from groundgame.campaign.strategy.coming.sentences import overdue
from groundgame.campaign.strategy.learning.effects import learned_effects
from groundgame.campaign.strategy.maps.plan import draw_plan
from groundgame.campaign.strategy.maps.shapes import user_shapes
from groundgame.campaign.strategy.maps.wards import WardMap
from groundgame.campaign.strategy.parties import our_party
from groundgame.campaign.strategy.rules import may_keep_plans, may_read_plans
from groundgame.campaign.strategy.views.access import patience, results_page
from groundgame.campaign.strategy.winning.asked import address, asked, hours_slider, weeks_slider, weight_sliders
from groundgame.campaign.strategy.winning.planned import plan_answer
from groundgame.campaign.strategy.winning.shown import Shown
from groundgame.electoral.allocation.across.asking import WEIGHTS
from groundgame.electoral.allocation.across.effects import CHANNELS
from groundgame.electoral.places import hex_layout


@results_page
def page(request: SignedInRequest) -> HttpResponse:
    """Show the plan that the address asks for."""
    ask, ours = asked(request.GET), our_party()
    found = plan_answer(ours, ask, effects=learned_effects(), patience=patience(request))
    context: dict[str, Any] = {
        "party": ours,
        "hours_at": hours_slider(request.GET),
        "weeks_at": weeks_slider(request.GET),
        "weights": weight_sliders(request.GET),
        "answer": found,
        "again": address(ask),
        "values": ",".join(f"#at-{name}" for name in ("hours", "weeks", *WEIGHTS)),
        "channels": CHANNELS,
        "keeps": may_keep_plans(request.user),
        "reads": may_read_plans(request.user),
    }
    if found.value is not None:
        point = standpoint("boroughs", timezone.localdate())
        context |= {"plan": found.value, "map": _map(found.value), "point": point, "overdue": overdue(point)}
    return render(request, "strategy/winning.html", context)


def _map(plan: Shown) -> WardMap:
    addresses = {code: reverse("strategy:place", args=[code]) for code in hex_layout()}
    return draw_plan(plan.hours, addresses, "Hours of the plan, ward by ward", user_shapes())
