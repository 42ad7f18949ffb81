"""What happened between two elections: the plain sentences, the map, who beat the tide, the flows."""

from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.strategy.charts.svg import DAY_SECONDS
from groundgame.campaign.strategy.happened import sentences
from groundgame.campaign.strategy.happened.change import (
    Change,
    area_of_ward,
    comparison_of,
    party_changes,
    place_changes,
)
from groundgame.campaign.strategy.happened.picking import Picked, menu, picked, title
from groundgame.campaign.strategy.maps.change import CHANGE, Figure, draw_change
from groundgame.campaign.strategy.maps.shapes import user_shapes
from groundgame.campaign.strategy.maps.wards import WardMap
from groundgame.campaign.strategy.parties import our_party
from groundgame.campaign.strategy.switches import chosen, switch
from groundgame.campaign.strategy.templatetags.figures import percent, points
from groundgame.campaign.strategy.views.access import results_page
from groundgame.electoral.contests import Party, parties
from groundgame.electoral.swing.comparing import Comparison, ElectionError

UNITS = {"ward": "wards", "pcon": "seats", "lac": "Assembly constituencies", "borough": "boroughs", "city": "city"}


@results_page
def page(request: SignedInRequest) -> HttpResponse:
    """Compare the two elections that the address names."""
    pair = picked(request.GET)
    context: dict[str, Any] = {
        "menu": menu(),
        "pair": pair,
        "problem": pair.problem,
        "earlier": title(pair.earlier),
        "later": title(pair.later),
    }
    try:
        compared = comparison_of(Picked(pair.earlier, pair.later))
    except ElectionError as error:
        return render(request, "strategy/happened.html", context | {"problem": str(error)}, status=422)
    return render(request, "strategy/happened.html", context | _compared(request, pair, compared))


def _compared(request: SignedInRequest, pair: Picked, compared: Comparison) -> dict[str, Any]:
    changes = party_changes(compared)
    party = _party(request, [one.party for one in changes])
    places = place_changes(compared, party.id)
    unit = unit_of(compared.boundary_set)
    return {
        "compared": compared,
        "party": party,
        "changes": changes,
        "switches": {"Party": switch(_names(changes, party), party.id, lambda key: _address(pair, key))},
        "unit": unit,
        "places": places,
        "rows": _rows(places),
        "map": _map(compared, party, places),
        "overall": sentences.overall(compared, changes, party),
        "told": [told for told in [sentences.spread(places, unit)] if told],
        "notes": compared.notes,
        "map_problem": user_shapes().problem,
        "not_a_cause": sentences.NOT_A_CAUSE,
    }


def _rows(places: list[Change]) -> SafeString:
    figures = (
        (one.name, percent(one.before), percent(one.after), points(one.change), " (estimated)" if one.estimated else "")
        for one in places
    )
    return format_html_join(
        "\n",
        '<tr><th scope="row">{}</th><td class="num">{}</td><td class="num">{}</td><td class="num">{}{}</td></tr>',
        figures,
    )


def unit_of(boundary_set: str) -> str:
    """Return what the areas of a boundary set are called, several of them."""
    return next(unit for start, unit in UNITS.items() if boundary_set.startswith(start))


def _party(request: SignedInRequest, found: list[Party]) -> Party:
    ours = our_party()
    ids = {party.id: party.name for party in [ours, *found]}
    return parties()[chosen(request.GET, "party", ids)]


def _names(changes: list[Any], party: Party) -> dict[str, str]:
    ours = our_party()
    return {one.id: one.name for one in [ours, *(each.party for each in changes), party]}


def _address(pair: Picked, party: str) -> str:
    return "?" + urlencode({"from": pair.earlier.name, "to": pair.later.name, "party": party})


def _map(compared: Comparison, party: Party, places: list[Change]) -> WardMap | None:
    """Draw every ward with the change of the area that most of it lies in; None where nothing joins the two."""
    areas = area_of_ward(compared.boundary_set)
    if not areas:
        return None
    shapes = user_shapes()
    key = f"change:{compared.earlier.name}:{compared.later.name}:{party.id}:{shapes.stamp}"
    drawn: WardMap | None = cache.get(key)
    if drawn is None:
        known = {one.code: one for one in places}
        figures = {
            ward: Figure(known[area].change, "" if ward == area else f" (in all of {known[area].name})")
            for ward, area in areas.items()
            if area in known
        }
        words = f"Change of the share of {party.name} in every ward"
        drawn = draw_change(figures, party.name, CHANGE, words, shapes)
        cache.set(key, drawn, DAY_SECONDS)
    return drawn
