"""How do we win: the plan, with sliders for hours and for what counts, and what it may not go below."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.strategy.answers import Answer
from groundgame.campaign.strategy.away.offered import offered
from groundgame.campaign.strategy.charts.timetable import timetable_svg
from groundgame.campaign.strategy.coming.forecasts import standpoint
from groundgame.campaign.strategy.coming.sentences import overdue
from groundgame.campaign.strategy.learning.effects import learned_effects
from groundgame.campaign.strategy.learning.fading import with_learned_fading
from groundgame.campaign.strategy.maps.plan import draw_plan
from groundgame.campaign.strategy.maps.shapes import user_shapes
from groundgame.campaign.strategy.maps.wards import WardMap
from groundgame.campaign.strategy.parties import our_party
from groundgame.campaign.strategy.plans.listed import plan_in_force
from groundgame.campaign.strategy.rules import may_keep_plans, may_read_plans
from groundgame.campaign.strategy.views.access import patience, results_page
from groundgame.campaign.strategy.winning import asked as asking
from groundgame.campaign.strategy.winning.planned import firm_answer, plan_answer
from groundgame.campaign.strategy.winning.shown import Shown
from groundgame.electoral.allocation.across.asking import WEIGHTS, Ask
from groundgame.electoral.allocation.across.effects import CHANNELS
from groundgame.electoral.places import hex_layout

MOST_WARDS = 25


@results_page
def page(request: SignedInRequest) -> HttpResponse:
    """Show the plan that the address asks for."""
    ask, ours = asking.asked(request.GET), our_party()
    refused = asking.pounds_refused(request.GET)
    found: Answer[Shown] = Answer(refusal=refused) if refused else _answer(request, ask)
    context: dict[str, Any] = {
        "party": ours,
        "hours_at": asking.hours_slider(request.GET),
        "weeks_at": asking.weeks_slider(request.GET),
        "weights": asking.weight_sliders(request.GET),
        "branch_at": asking.branch_slider(request.GET),
        "pounds": request.GET.get("pounds", "")[: asking.MOST_WRITTEN] if refused else asking.pounds_asked(request.GET),
        "ask": ask,
        "floors": asking.floors_told(ask),
        "fields": asking.fields(ask),
        "answer": found,
        "again": asking.address(ask, offered(request.GET).fields()),
        "values": ",".join(f"#at-{name}" for name in ("hours", "weeks", *WEIGHTS, "branch_hours")),
        "channels": CHANNELS,
        "most_wards": MOST_WARDS,
        "first_wards": f":{MOST_WARDS}",
        "keeps": may_keep_plans(request.user),
        "reads": may_read_plans(request.user),
        "in_force": plan_in_force() if may_read_plans(request.user) else None,
    }
    if found.value is not None:
        point = standpoint("boroughs", timezone.localdate())
        over = overdue(point) if asking.counts_boroughs(ask) else ""
        context |= {"plan": found.value, "map": _map(found.value, ask), "point": point, "overdue": over}
        context |= {"times": found.value.times, "picture": timetable_svg(found.value.times)}
    return render(request, "strategy/winning.html", context)


@results_page
def firm(request: SignedInRequest) -> HttpResponse:
    """Show how good the plan is that the address asks for, and how firm."""
    ask = asking.asked(request.GET)
    found = firm_answer(our_party(), with_learned_fading(ask), effects=learned_effects(), patience=patience(request))
    context = {
        "answer": found,
        "firm": found.value,
        "again": asking.address(ask),
        "asked": asking.hours_told(ask),
        "floors": asking.floors_told(ask),
    }
    return render(request, "strategy/firm.html", context)


def _answer(request: SignedInRequest, ask: Ask) -> Answer[Shown]:
    return plan_answer(our_party(), with_learned_fading(ask), effects=learned_effects(), patience=patience(request))


def _map(plan: Shown, ask: Ask) -> WardMap:
    """Draw the plan; each ward leads to why it has its hours, or none."""
    base = f"{reverse('strategy:why')}{asking.address(ask)}&ward="
    return draw_plan(plan.hours, {code: base + code for code in hex_layout()}, "Hours of the plan", user_shapes())
