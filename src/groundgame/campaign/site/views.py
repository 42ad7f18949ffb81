"""The home page: each person's way to their own work."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.accounts.models import Role
from groundgame.campaign.accounts.rules import roles_of


def home(request: SignedInRequest) -> HttpResponse:
    """Send a director to "London now", and show anybody else their own work."""
    if Role.DIRECTOR in roles_of(request.user):
        return redirect("strategy:now")
    return render(request, "site/home.html")
