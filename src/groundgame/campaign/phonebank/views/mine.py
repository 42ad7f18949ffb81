"""A volunteer's own last calls, so that what was taken down wrongly can be put right by whoever knows."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.audit.models import Look
from groundgame.campaign.canvass import rules
from groundgame.campaign.canvass.models import Session
from groundgame.campaign.phonebank.own_calls import own_calls


@never_cache
@require_safe
def mine(request: SignedInRequest, pk: int) -> HttpResponse:
    """List the person's own last calls in this phone bank; of nobody else's, and no answers."""
    session = get_object_or_404(Session, pk=pk)
    rules.check_may_call(request.user, session)
    calls = own_calls(session, request.user)
    audit.look(by=request.user, page=Look.Page.CONTACTS, electors=[one.elector for one in calls], area=session.area)
    return render(request, "phonebank/mine.html", {"session": session, "calls": calls})
