"""The panel that hears a selection's appeals: who is on it, and how many hear each."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.selections import actions, rules
from groundgame.campaign.selections.forms.appeals import NameToPanelForm, PanelForm
from groundgame.campaign.selections.models import PanelMember, Selection
from groundgame.campaign.selections.views.appeals import appeals_page
from groundgame.campaign.selections.views.reaching import part_of, selection_run_by


@require_POST
def hear_so(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say how many hear an appeal."""
    held = selection_run_by(request, pk)
    form = PanelForm(request.POST, instance=rules.panel_of(held), label_suffix="")
    if not form.is_valid():
        return appeals_page(request, held, panel=form)
    given = form.cleaned_data
    return _done(
        request,
        held,
        lambda: actions.set_quorum(
            selection=held,
            quorum=given["quorum"],
            apart_from_local_party=given["apart_from_local_party"],
            by=request.user,
        ),
        "How appeals are heard is saved.",
    )


@require_POST
def name(request: SignedInRequest, pk: int) -> HttpResponse:
    """Name somebody to the panel."""
    held = selection_run_by(request, pk)
    form = NameToPanelForm(request.POST, label_suffix="")
    if not form.is_valid():
        return appeals_page(request, held, name=form)
    named = form.given()
    return _done(
        request,
        held,
        lambda: actions.name_to_panel(selection=held, by=request.user, **named),
        f"{named['user']} is on the panel.",
    )


@require_POST
def take_off(request: SignedInRequest, pk: int, place: int) -> HttpResponse:
    """Take somebody off the panel."""
    held = selection_run_by(request, pk)
    one = part_of(held, PanelMember, place)
    return _done(request, held, lambda: actions.take_off_panel(place=one, by=request.user), f"{one} is off the panel.")


def _done(request: SignedInRequest, held: Selection, deed: Callable[[], object], said: str) -> HttpResponse:
    try:
        deed()
        messages.success(request, said)
    except PermissionDenied as refused:
        messages.error(request, str(refused))
    return redirect(reverse("selections:appeals", args=[held.pk]) + "#panel")
