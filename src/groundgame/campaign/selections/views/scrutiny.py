"""The scrutineers: who they are, their keys, and their half of opening the box."""

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.selections import actions, rules
from groundgame.campaign.selections.actions.opening import unopened, unopened_count
from groundgame.campaign.selections.actions.short_papers import empty_shares_of
from groundgame.campaign.selections.errors import BallotError
from groundgame.campaign.selections.models import BallotForm, Scrutineer, Selection
from groundgame.campaign.selections.sealing import SealError, from_text, to_text

SHARES_AT_ONCE = 500


@require_safe
def scrutinies(request: SignedInRequest) -> HttpResponse:
    """List the ballots that the person is a scrutineer of."""
    own = request.user.scrutinies.select_related("selection").order_by("-pk")
    return render(request, "selections/ballot/scrutinies.html", {"own": own})


def _own(request: SignedInRequest, pk: int) -> Scrutineer:
    selection = get_object_or_404(Selection, pk=pk)
    rules.check_may_scrutinise(request.user, selection)
    return Scrutineer.objects.select_related("selection").get(selection=selection, user=request.user)


@never_cache
@require_safe
def scrutineer(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a scrutineer what to do now: make a key, wait, or open."""
    own = _own(request, pk)
    return render(request, "selections/ballot/scrutineer.html", _page(own))


def _page(own: Scrutineer) -> dict[str, Any]:
    selection = own.selection
    opening = selection.state == "counting" and not actions.is_open(selection) and own.number is not None
    forms = BallotForm.objects.filter(post__selection=selection)
    return {
        "selection": selection,
        "own": own,
        "others": selection.scrutineers.select_related("user"),
        "makes_key": selection.state in {"draft", "nominations", "frozen", "appeals"},
        "opening": opening,
        "waiting": unopened_count(own) if opening else 0,
        "empty": empty_shares_of(own) if opening else 0,
        "is_open": actions.is_open(selection),
        "texts": {form.pk: form.text for form in forms} if opening else {},
    }


@require_POST
def keep_key(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep the public key that a scrutineer's browser has made."""
    own = _own(request, pk)
    try:
        kept = actions.keep_public_key(selection=own.selection, by=request.user, key=request.POST.get("key", ""))
    except (BallotError, SealError, ValueError) as refused:
        return JsonResponse({"refused": str(refused)}, status=422)
    return JsonResponse({"fingerprint": kept.fingerprint})


@never_cache
@require_safe
def sealed_shares(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand a scrutineer's browser the next sealed papers to open its shares of."""
    own = _own(request, pk)
    if own.selection.state != "counting":
        raise PermissionDenied("Papers are opened when voting has closed.")
    papers = unopened(own, SHARES_AT_ONCE)
    rows = [[paper.pk, paper.form_id, to_text(bytes(paper.envelope))] for paper in papers]
    return JsonResponse({"papers": rows, "waiting": unopened_count(own)})


@require_POST
def opened_shares(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep the shares that a scrutineer's browser has opened."""
    own = _own(request, pk)
    try:
        posted = json.loads(request.body)
        shares = {str(receipt): from_text(share) for receipt, share in posted.items()}
        waiting = actions.save_shares(selection=own.selection, by=request.user, shares=shares)
    except BallotError as refused:
        return JsonResponse({"refused": str(refused)}, status=409)
    except (ValueError, TypeError, AttributeError):
        return JsonResponse({"refused": "These are no shares. Load the page again."}, status=422)
    shown = {"waiting": waiting, "open": actions.is_open(own.selection), "empty": empty_shares_of(own)}
    return JsonResponse(shown)


@require_POST
def own_shares(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a scrutineer's empty shares back, to hand them in anew, or hand in empty ones: the key is lost."""
    own = _own(request, pk)
    act = actions.give_up_key if request.POST.get("key") == "lost" else actions.take_back_empty
    try:
        shares = act(selection=own.selection, by=request.user)
    except BallotError as refused:
        messages.error(request, str(refused))
    else:
        said = "The others are not kept waiting for" if act is actions.give_up_key else "Now hand in anew"
        messages.success(request, f"{said} {shares} of your shares.")
    return redirect("selections:scrutineer", pk)


@require_POST
def drop(request: SignedInRequest, pk: int, scrutineer: int) -> HttpResponse:
    """Take a scrutineer's name off."""
    selection = get_object_or_404(Selection, pk=pk)
    rules.check_may_run(request.user, selection)
    one = get_object_or_404(selection.scrutineers, pk=scrutineer)
    actions.drop_scrutineer(scrutineer=one, by=request.user)
    messages.success(request, f"{one} is no longer a scrutineer.")
    return redirect("selections:ballot", pk)
