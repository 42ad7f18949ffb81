"""How the returning officer holds a ballot: scrutineers, codes, who has voted, and what the box holds."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.selections import actions
from groundgame.campaign.selections.actions.credentials import without_code
from groundgame.campaign.selections.actions.posting import printed
from groundgame.campaign.selections.actions.short_papers import empty_shares, short_papers
from groundgame.campaign.selections.errors import BallotError
from groundgame.campaign.selections.forms.scrutiny import HoldingForm, ScrutineerForm
from groundgame.campaign.selections.models import (
    BallotForm,
    BoxAccount,
    Credential,
    Entry,
    Mark,
    NewMark,
    Scrutiny,
    Selection,
)
from groundgame.campaign.selections.views.reaching import selection_run_by

PRINTED_SHOWN = 20


@require_safe
def ballot(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show how a ballot is held, and how it goes."""
    return render(request, "selections/ballot/ballot.html", _page(selection_run_by(request, pk)))


def _page(held: Selection, **forms: Any) -> dict[str, Any]:
    scrutiny = Scrutiny.objects.filter(selection=held).first()
    return {
        "selection": held,
        "tab": "ballot",
        "scrutiny": scrutiny,
        "scrutineers": held.scrutineers.select_related("user"),
        "before_voting": held.state in {"draft", "nominations", "frozen", "appeals"},
        "gives_codes": held.state in {"frozen", "appeals", "voting"},
        "scrutineer_form": ScrutineerForm(label_suffix=""),
        "holding_form": HoldingForm(instance=scrutiny, label_suffix=""),
        "by_email": without_code(held, Credential.How.EMAIL).count(),
        "by_letter": without_code(held, Credential.How.LETTER).count(),
        "printed": printed(held)[:PRINTED_SHOWN],
        "turnout": _turnout(held),
        "accounts": BoxAccount.objects.filter(form__post__selection=held).select_related("form__post", "form__section"),
        "forms": BallotForm.objects.filter(post__selection=held).select_related("post", "section"),
        "is_open": actions.is_open(held),
        "empty": empty_shares(held),
        "short": short_papers(held) if held.state == "counting" else None,
        **forms,
    }


def _turnout(held: Selection) -> list[dict[str, Any]]:
    """Return, section by section, how many are on the roll and how many have voted."""
    rows = []
    for section in held.sections.all():
        roll = Entry.objects.filter(section=section).exclude(standing=Entry.Standing.EXCLUDED).count()
        voted = Mark.objects.filter(entry__section=section).count() + NewMark.objects.filter(group=section.pk).count()
        turnout = f"{100 * voted / roll:.1f}%" if roll else "–"
        rows.append({"section": section, "roll": roll, "voted": voted, "turnout": turnout})
    return rows


@require_POST
def hold(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say how many scrutineers open the box."""
    held = selection_run_by(request, pk)
    form = HoldingForm(request.POST, label_suffix="")
    if not form.is_valid():
        return render(request, "selections/ballot/ballot.html", _page(held, holding_form=form), status=422)
    try:
        actions.hold_ballot(selection=held, by=request.user, **form.cleaned_data)
    except BallotError as refused:
        messages.error(request, str(refused))
    return redirect("selections:ballot", pk)


@require_POST
def name(request: SignedInRequest, pk: int) -> HttpResponse:
    """Name a scrutineer."""
    held = selection_run_by(request, pk)
    form = ScrutineerForm(request.POST, label_suffix="")
    if not form.is_valid():
        return render(request, "selections/ballot/ballot.html", _page(held, scrutineer_form=form), status=422)
    named = actions.name_scrutineer(selection=held, user=form.cleaned_data["email"], by=request.user)
    messages.success(request, f"{named} is a scrutineer, and makes a key next.")
    return redirect("selections:ballot", pk)


@require_POST
def open_without(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open the box without the papers whose shares do not open."""
    held = selection_run_by(request, pk)
    try:
        actions.open_without(selection=held, by=request.user)
    except BallotError as refused:
        messages.error(request, str(refused))
    return redirect("selections:ballot", pk)
