"""Somebody rings back: find them by their number, among those whom this session has rung."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.audit.models import Look
from groundgame.campaign.canvass import actions, rules
from groundgame.campaign.canvass.models import ContactEvent, Session
from groundgame.campaign.phonebank.numbers import as_kept
from groundgame.campaign.register.models import Elector


def _rung_with(session: Session, number: str | None) -> list[Elector]:
    """Return the electors of a number whom the session has rung; never anybody else, whoever types it."""
    if number is None:
        return []
    rung = ContactEvent.objects.filter(session=session, elector__telephone_numbers__e164=number).values("elector")
    return list(Elector.objects.filter(pk__in=rung).order_by("forename", "surname")[:20])


@require_http_methods(["GET", "HEAD", "POST"])
def lookup(request: SignedInRequest, pk: int) -> HttpResponse:
    """Search by number; choosing one puts them on the caller's screen."""
    session = get_object_or_404(Session, pk=pk)
    rules.check_may_call(request.user, session)
    if request.method == "POST":
        chosen = request.POST.get("elector", "")
        elector = get_object_or_404(Elector, pk=int(chosen) if chosen.isdecimal() else 0)
        actions.ring_back(by=request.user, session=session, elector=elector)
        return redirect("phonebank:call", pk)
    typed = request.GET.get("number", "").strip()
    electors = _rung_with(session, as_kept(typed)) if typed else None
    audit.look(by=request.user, page=Look.Page.RING_BACK, electors=[each.pk for each in electors or []])
    found = {"session": session, "typed": typed, "electors": electors}
    return render(request, "phonebank/lookup.html", found)
