"""One walk: its doors, giving it out, changing it."""

from collections.abc import Callable
from typing import Any

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST, require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.audit.actions import look
from groundgame.campaign.audit.models import Look
from groundgame.campaign.doorstep import actions, rules
from groundgame.campaign.doorstep.doors import stretches_of
from groundgame.campaign.doorstep.errors import WalkRefusedError
from groundgame.campaign.doorstep.forms import GiveForm, MoveForm
from groundgame.campaign.doorstep.models import Outing, Walk
from groundgame.campaign.doorstep.sketch import sketch_of


def walk_of(request: SignedInRequest, pk: int) -> Walk:
    """Return a walk of a round that the person runs."""
    found = get_object_or_404(Walk.objects.select_related("session__round", "session__script"), pk=pk)
    rules.check_may_run_round(request.user, found.session)
    return found


@require_safe
def walk(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a walk: where it goes, its doors and who lives there, who has it."""
    held = walk_of(request, pk)
    actions.settle_run_out(session=held.session)
    return render(request, "doorstep/walk.html", _page(request, held))


def _page(request: SignedInRequest, held: Walk) -> dict[str, Any]:
    stretches = stretches_of(held)
    people = [person.elector for stretch in stretches for door in stretch.doors for person in door.people]
    look(by=request.user, page=Look.Page.WALK, electors=people, area=held.ward)
    outings = held.outings.select_related("user", "given_by").prefetch_related("sheets").order_by("-given_at")
    out = next((outing for outing in outings if outing.ended_at is None), None)
    return {
        "walk": held,
        "session": held.session,
        "stretches": stretches,
        "doors": sum(len(stretch.doors) for stretch in stretches),
        "sketch": sketch_of(held),
        "out": out,
        "outings": [outing for outing in outings if outing.ended_at is not None],
        "give": GiveForm(held),
        "move": MoveForm(held),
        **(_link(request, out) if out and not out.on_paper else {}),
    }


def _link(request: SignedInRequest, out: Outing) -> dict[str, Any]:
    address = request.build_absolute_uri(reverse("doorstep:join", args=[out.token]))
    return {"link": address, "qr": _qr(address)}


def _qr(text: str) -> SafeString:
    drawn = segno.make(text, error="m", micro=False).svg_inline(border=3, light="#fff", dark="#000", omitsize=True)
    return mark_safe(drawn.replace("<svg ", '<svg role="img" aria-label="QR code of the link" ', 1))  # noqa: S308 (drawn by us)


def _done(request: SignedInRequest, deed: Callable[[], str]) -> None:
    """Do something with a walk, and say what came of it, or why not."""
    try:
        messages.success(request, deed())
    except WalkRefusedError as error:
        messages.error(request, str(error))


@require_POST
def give(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a walk to a volunteer, or to whoever opens its link."""
    held, form = walk_of(request, pk), None
    form = GiveForm(held, request.POST)
    user = form.cleaned_data["user"] if form.is_valid() else None

    def deed() -> str:
        actions.give_walk(by=request.user, walk=held, user=user)
        return f"Walk {held.number} is out. Send its link, or show its code."

    _done(request, deed)
    return redirect("doorstep:walk", pk)


@require_POST
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a walk back."""
    held = walk_of(request, pk)
    for outing in held.outings.filter(ended_at=None):
        actions.take_back(by=request.user, outing=outing)
    messages.success(request, f"Walk {held.number} is back. Doors that nobody knocked can be given out again.")
    return redirect("doorstep:walk", pk)


@require_POST
def move(request: SignedInRequest, pk: int) -> HttpResponse:
    """Move the doors that were ticked to another walk."""
    held = walk_of(request, pk)
    form = MoveForm(held, request.POST)
    if not form.is_valid():
        messages.error(request, "Choose the walk that the doors go to; one that is out has to come back first.")
        return redirect("doorstep:walk", pk)
    doors, to = [door.pk for door in form.cleaned_data["doors"]], form.cleaned_data["to"]

    def deed() -> str:
        moved = actions.move_doors(by=request.user, walk=held, doors=doors, to=to)
        return f"{moved} door{'' if moved == 1 else 's'} moved to walk {to.number}."

    _done(request, deed)
    return redirect("doorstep:walk", pk)


@require_POST
def split(request: SignedInRequest, pk: int) -> HttpResponse:
    """Part a walk before the first of the doors that were ticked."""
    held, at = walk_of(request, pk), next(iter(request.POST.getlist("doors")), "")

    def deed() -> str:
        new = actions.split_walk(by=request.user, walk=held, at=int(at) if at.isdecimal() else 0)
        return f"Walk {new.number} begins there now."

    _done(request, deed)
    return redirect("doorstep:walk", pk)


@require_POST
def merge(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put all doors of a walk on another."""
    held = walk_of(request, pk)
    form = MoveForm(held, {"to": request.POST.get("to", "")})
    if not form.is_valid():
        messages.error(request, "Choose the walk that takes these doors; one that is out has to come back first.")
        return redirect("doorstep:walk", pk)
    into = form.cleaned_data["to"]

    def deed() -> str:
        actions.merge_walks(by=request.user, walk=held, into=into)
        return f"Walk {held.number} is part of walk {into.number} now."

    _done(request, deed)
    return redirect("doorstep:walk", into.pk)
