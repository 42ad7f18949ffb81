"""The doughnut: inner against outer London, election by election."""

from django.http import HttpResponse
from django.shortcuts import render

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.strategy.views.access import results_page


@results_page
def page(request: SignedInRequest) -> HttpResponse:
    """Compare the two rings."""
    return render(request, "strategy/doughnut.html")
