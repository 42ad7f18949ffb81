"""A page for every ward, borough, Assembly constituency and Westminster seat."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.strategy import places
from groundgame.campaign.strategy.census import census_summary
from groundgame.campaign.strategy.views.access import results_page
from groundgame.electoral.places import Area


@results_page
def page(request: SignedInRequest, code: str) -> HttpResponse:
    """Show one place."""
    area = places.find_area(code)
    if area is None:
        raise Http404(f"There is no place with the code “{code}” in the record.")
    return render(request, "strategy/place.html", _surroundings(area))


def _surroundings(area: Area) -> dict[str, Any]:
    return {
        "heading": places.heading(area),
        "area": area,
        "holders": places.holders_of(area),
        "wards": places.wards_of(area),
        "overlaps": places.overlaps(area),
        "successors": places.successors(area),
        "census": census_summary(area),
    }
