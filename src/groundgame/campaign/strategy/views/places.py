"""A page for every ward, borough, Assembly constituency and Westminster seat."""

from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.strategy import places
from groundgame.campaign.strategy.census import census_summary
from groundgame.campaign.strategy.charts.history import history_chart, history_words
from groundgame.campaign.strategy.charts.svg import DAY_SECONDS, draw
from groundgame.campaign.strategy.coming.outlook import outlook
from groundgame.campaign.strategy.contact import place_contact
from groundgame.campaign.strategy.history import TierHistory, place_history
from groundgame.campaign.strategy.latest import latest_figures
from groundgame.campaign.strategy.maps.locator import locator
from groundgame.campaign.strategy.parties import our_party
from groundgame.campaign.strategy.results import declared_results
from groundgame.campaign.strategy.views.access import patience, results_page
from groundgame.campaign.strategy.wards import ward_table
from groundgame.electoral.places import Area, atlas


@results_page
def page(request: SignedInRequest, code: str) -> HttpResponse:
    """Show one place."""
    area = places.find_area(code)
    if area is None:
        raise Http404(f"There is no place with the code “{code}” in the record.")
    contact = None if places.is_former(area) else place_contact(request.user, atlas().wards_within(area.code))
    context = {
        "area": area,
        "contact": contact,
        "parts": _parts(area),
        "party": our_party(),
        "outlook": outlook(area, our_party().id, patience=patience(request) or 0.0),
    }
    return render(request, "strategy/place.html", context)


def _parts(area: Area) -> dict[str, SafeString]:
    """Return what the page says to everybody: its top and the record, written once a day."""
    key = f"place:{our_party().id}:{area.code}"
    parts: dict[str, SafeString] | None = cache.get(key)
    if parts is None:
        context = _surroundings(area) | _history(area)
        parts = {name: render_to_string(f"strategy/place_{name}.html", context) for name in ("top", "record")}
        cache.set(key, parts, DAY_SECONDS)
    return parts


def _history(area: Area) -> dict[str, Any]:
    party = our_party()
    tiers = place_history(area, party.id)
    return {
        "party": party,
        "results": declared_results(area),
        "tiers": [{"history": tier, "svg": _plot(area, tier)} for tier in tiers],
        "latest": latest_figures(tiers, party.id),
    }


def _plot(area: Area, tier: TierHistory) -> SafeString | None:
    """Draw a tier's history where there is more than one election to join by a line."""
    if len(tier.plotted) < 2:
        return None
    return draw(lambda: history_chart(tier), history_words(area.name, tier))


def _surroundings(area: Area) -> dict[str, Any]:
    return {
        "heading": places.heading(area),
        "area": area,
        "holders": places.holders_of(area),
        "wards": places.wards_of(area),
        "overlaps": places.overlaps(area),
        "successors": places.successors(area),
        "census": census_summary(area),
        "locator": None if places.is_former(area) else locator(area),
    } | _ward_figures(area)


def _ward_figures(area: Area) -> dict[str, Any]:
    """Return the figures of a borough's or a seat's wards, by name."""
    if area.boundary_set not in ("borough", "lac", "pcon24"):
        return {}
    table = ward_table("borough", our_party().id)
    inside = atlas().wards_within(area.code)
    wards = sorted((ward for ward in table.wards if ward.area.code in inside), key=lambda ward: ward.area.name)
    return {"ward_figures": wards, "change_counted": table.change_counted}
