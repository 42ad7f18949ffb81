"""What will happen: chances and ranges of seats, what turnout would do, and what would have to be true."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.strategy.answers import Answer
from groundgame.campaign.strategy.coming import doughnut, sentences
from groundgame.campaign.strategy.coming.cards import card
from groundgame.campaign.strategy.coming.contests import contest_rows, mayor_rows
from groundgame.campaign.strategy.coming.forecasts import KINDS, forecast_answer, standpoint
from groundgame.campaign.strategy.coming.needed import councils_answer, mayor_needed, next_mayor_needed
from groundgame.campaign.strategy.coming.tables import spread_tables
from groundgame.campaign.strategy.coming.westminster import NOW, WHEN
from groundgame.campaign.strategy.parties import our_party
from groundgame.campaign.strategy.switches import chosen, switch
from groundgame.campaign.strategy.views.access import patience, results_page
from groundgame.electoral.contests import Party
from groundgame.electoral.forecasting import Forecast


@results_page
def page(request: SignedInRequest) -> HttpResponse:
    """Show one kind of election in full, and the others in a figure each."""
    kind = chosen(request.GET, "of", KINDS)
    ours = our_party()
    wait = patience(request)
    when = chosen(request.GET, "when", WHEN) if kind == "general" else NOW
    found = forecast_answer(kind, when, patience=wait)
    others = {each: forecast_answer(each, patience=wait or 0.0) for each in KINDS}
    context: dict[str, Any] = {
        "kind": kind,
        "kind_name": KINDS[kind],
        "party": ours,
        "cards": [card(each, one.value, one.refusal, ours, here=each == kind) for each, one in others.items()],
        "waiting": not all(one.ready for one in others.values()),
        "forecast": found,
        "when": when if kind == "general" else "",
        "whens": {"Held": switch(WHEN, when, lambda key: f"?of={kind}&when={key}#forecast")},
        "again": f"?of={kind}&when={when}" if kind == "general" else f"?of={kind}",
    }
    context |= _shown(kind, when, found, ours) | _turned(request, ours) | _needed(request, ours)
    return render(request, "strategy/coming.html", context)


def _needed(request: SignedInRequest, ours: Party) -> dict[str, Any]:
    """Return what would have to be true for us to win."""
    return {
        "needed": mayor_needed(ours.id),
        "needed_next": next_mayor_needed(ours.id, patience=patience(request) or 0.0),
        "councils": councils_answer(ours.id, patience=patience(request) or 0.0),
    }


def _turned(request: SignedInRequest, ours: Party) -> dict[str, Any]:
    """Return what the sliders do; they answer at once, so that nothing of it waits."""
    at = doughnut.sliders(request.GET)
    rows = doughnut.turned_rows(at, ours.id)
    return {
        "turned": rows,
        "moved": at.moved,
        "turned_told": doughnut.told(rows, at, ours),
        "ends": (doughnut.LEAST, doughnut.MOST),
        "inner_at": doughnut.slider_value(rows, "inner", at.inner),
        "outer_at": doughnut.slider_value(rows, "outer", at.outer),
        "who": doughnut.WHO,
        "who_at": "1" if at.tilted else "",
    }


def _shown(kind: str, when: str, found: Answer[Forecast], ours: Party) -> dict[str, Any]:
    if found.value is None:
        return {}
    point = standpoint(kind, timezone.localdate())
    rows = contest_rows(found.value, ours.id)
    return {
        "of_the_day": sentences.seen(kind, when, point, found.value),
        "overdue": sentences.overdue(point),
        "told": sentences.mayoral(found.value, ours) if kind == "mayor" else sentences.contested(kind, rows, ours),
        "drawn": f"{sentences.DRAWN} {sentences.LAW_OF_TODAY}" if kind == "mayor" else sentences.DRAWN,
        "outcomes": mayor_rows(found.value, ours.id) if kind == "mayor" else None,
        "spreads": spread_tables(found.value, ours.id),
        "contests": rows,
        "assumptions": found.value.assumptions,
    }
