"""Your fortnight: an organiser's week and the next on one screen."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.canvass.rules import check_may_make_sessions
from groundgame.campaign.strategy.fortnight.lines import fortnight_of
from groundgame.campaign.strategy.rules import branches_of


@require_safe
def page(request: SignedInRequest) -> HttpResponse:
    """Show this week and the next to whoever manages any ward."""
    check_may_make_sessions(request.user)
    it = fortnight_of(request.user, timezone.localdate())
    return render(request, "strategy/fortnight.html", {"it": it, "says_hours": bool(branches_of(request.user))})
