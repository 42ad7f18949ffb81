"""The home page: each person's way to their own work."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.accounts.models import Role
from groundgame.campaign.accounts.rules import roles_of
from groundgame.campaign.register.rules import boroughs_to_import
from groundgame.electoral.places import atlas


def home(request: SignedInRequest) -> HttpResponse:
    """Send a director to "London now", a caller to the calls, and show anybody else the ways to their own work."""
    roles = roles_of(request.user)
    if Role.DIRECTOR in roles:
        return redirect("strategy:now")
    if roles <= {Role.VOLUNTEER}:
        return redirect("phonebank:home")
    areas = sorted({atlas().area(grant.area) for grant in request.user.grants.active()}, key=lambda area: area.name)
    shown = {"areas": areas, "loads_registers": bool(boroughs_to_import(request.user))}
    return render(request, "site/home.html", shown)
