"""London now: who holds what, and where the party stands."""

from django.http import HttpResponse
from django.shortcuts import render

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.strategy.views.access import results_page


@results_page
def page(request: SignedInRequest) -> HttpResponse:
    """Show who holds what at each tier."""
    return render(request, "strategy/now.html")
