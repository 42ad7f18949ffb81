"""The home page: each person's way to their own work."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from groundgame.campaign.accounts.rules import roles_of
from groundgame.campaign.accounts.models import Role


def home(request: HttpRequest) -> HttpResponse:
    """Send a director to "London now", and show anybody else their own work."""
    if Role.DIRECTOR in roles_of(request.user):
        return redirect("strategy:now")
    return render(request, "site/home.html")
