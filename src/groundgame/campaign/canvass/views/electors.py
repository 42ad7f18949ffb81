"""What an elector told us, contact by contact, and putting a contact right."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.audit.models import Look
from groundgame.campaign.canvass import actions, rules
from groundgame.campaign.canvass.errors import ContactRefusedError
from groundgame.campaign.canvass.forms.correcting import CorrectionForm
from groundgame.campaign.canvass.models import ContactEvent
from groundgame.campaign.canvass.opinions import keeps_no_opinions
from groundgame.campaign.canvass.told import figures_of, intentions_of, newest_of, told_by
from groundgame.campaign.register.models import Elector
from groundgame.campaign.register.rules import check_may_see_elector, may_see_elector
from groundgame.electoral.places import atlas


@require_safe
def contacts(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show an elector's contacts, the newest first, to those who work in the ward; opinions only if we may keep any."""
    elector = get_object_or_404(Elector.objects.select_related("address"), pk=pk)
    check_may_see_elector(request.user, elector)
    audit.look(by=request.user, page=Look.Page.CONTACTS, electors=[elector.pk], area=elector.ward)
    told = told_by(elector, request.user)
    no_opinions = keeps_no_opinions(elector)
    shown = {
        "elector": elector,
        "ward": atlas().area(elector.ward),
        "figures": figures_of(told),
        "newest": [] if no_opinions else newest_of(elector),
        "intentions": [] if no_opinions else intentions_of(told),
        "contacts": told,
        "suppressions": elector.suppressions.filter(lifted_at=None),
        "no_opinions": no_opinions,
    }
    return render(request, "canvass/contacts.html", shown)


def correct(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Put a contact right, or take it back: whoever made it, for a day, and the organisers of the ward."""
    contacts = ContactEvent.objects.select_related("elector", "session__script", "corrects", "user")
    named = get_object_or_404(contacts, pk=pk)
    first = named.corrects or named
    rules.check_may_correct(request.user, first)
    rules.check_may_look_back(request.user, named)
    form = CorrectionForm(named, request.POST or None)
    sees = may_see_elector(request.user, named.elector)
    if not sees:
        rules.check_may_be_shown(named.elector)
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_contact(by=request.user, event=first, correction=form.correction())
        except ContactRefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request, f"The contact with {named.elector} is put right. The first entry stays in the log."
            )
            return redirect("canvass:contacts", named.elector_id) if sees else _back(request, first)
    audit.look(by=request.user, page=Look.Page.CONTACTS, electors=[named.elector_id], area=named.ward)
    shown = {"event": named, "form": form, "sees": sees, "no_opinions": keeps_no_opinions(named.elector)}
    shown["calls"] = first.session is not None and rules.may_call(request.user, first.session)
    return render(request, "canvass/correct.html", shown, status=422 if form.is_bound else 200)


def _back(request: SignedInRequest, event: ContactEvent) -> HttpResponse:
    """Send a volunteer back to where they call, if they do."""
    if event.session is not None and rules.may_call(request.user, event.session):
        return redirect("phonebank:call", event.session_id)
    return redirect("home")
