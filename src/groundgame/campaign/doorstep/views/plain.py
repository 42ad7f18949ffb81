"""The walk as plain pages and forms, for a telephone that runs no script."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.audit.models import Look
from groundgame.campaign.canvass.actions import record_contacts
from groundgame.campaign.canvass.wordings import opening_for
from groundgame.campaign.doorstep.actions.finishing import finish_unless_carried, walk_with_form
from groundgame.campaign.doorstep.doors import Spot, Stretch, WalkedDoor, stretches_of
from groundgame.campaign.doorstep.models import Outing, WalkDoor
from groundgame.campaign.doorstep.plain_form import OFFERED, asking, hours_later, reports_from
from groundgame.campaign.doorstep.rights import check_may_canvass, check_may_write_down, may_canvass
from groundgame.campaign.doorstep.sync.walk import issues_of, questions_of

OUTINGS = Outing.objects.select_related("walk__session__script")


def _walk(request: SignedInRequest, pk: int) -> tuple[Outing, list[Stretch]]:
    """Return the walk and its doors, for somebody who is on it, and write down who was shown."""
    outing = get_object_or_404(OUTINGS, pk=pk)
    check_may_canvass(request.user, outing)
    return outing, stretches_of(outing.walk, out=outing)


def _look(request: SignedInRequest, outing: Outing, doors: list[WalkedDoor]) -> None:
    electors = [person.elector for door in doors for person in door.people]
    audit.look(by=request.user, page=Look.Page.WALK, electors=electors, area=outing.walk.ward)


@never_cache
@require_safe
def doors(request: SignedInRequest, pk: int) -> HttpResponse:
    """List the doors in walking order."""
    outing, stretches = _walk(request, pk)
    walk_with_form(by=request.user, outing=outing)
    _look(request, outing, [door for stretch in stretches for door in stretch.doors])
    return render(request, "doorstep/plain.html", {"outing": outing, "stretches": stretches})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: SignedInRequest, pk: int, door: int) -> HttpResponse:
    """Show one door with a form for each of its people, and save what one of them said."""
    if request.method == "POST":
        return _save(request, pk, door)
    outing, stretches = _walk(request, pk)
    found = [(each, spot, stretch) for stretch in stretches for spot in stretch.spots for each in spot.doors]
    here = next((place for place in found if place[0].id == door), None)
    if here is None:
        raise Http404
    _look(request, outing, [here[0]])
    return render(request, "doorstep/plain_door.html", _page(request, outing, *here))


def _page(
    request: SignedInRequest, outing: Outing, door: WalkedDoor, spot: Spot, stretch: Stretch
) -> dict[str, object]:
    session, caller = outing.walk.session, request.user.get_short_name()
    script, opening = session.script, opening_for(session, door.address)
    return {
        "outing": outing,
        "where": f"{door.label}, {spot.label}" if spot.block else f"{door.label} {stretch.street}",
        "outcomes": OFFERED,
        "questions": questions_of(script),
        "issues": issues_of(script),
        "later": hours_later(),
        "forms": [asking(person, script, caller, opening) for person in door.people],
    }


def _save(request: SignedInRequest, pk: int, door: int) -> HttpResponse:
    """Save one person's form, or the whole door as not in; the form's own id makes a second arrival harmless.

    A form that was opened in time is taken though the walk came back meanwhile: what was said is not lost.
    """
    outing = get_object_or_404(OUTINGS, pk=pk)
    check_may_write_down(request.user, outing)
    held = get_object_or_404(WalkDoor.objects.select_related("address"), pk=door, session=outing.walk.session_id)
    here = ["doorstep:plain_door", outing.pk, door] if may_canvass(request.user, outing) else ["home"]
    reports = reports_from(request.POST, user=request.user, outing=outing, door=held)
    if not reports:
        messages.error(request, "Nothing was saved: choose what came of it.")
        return redirect(*here)
    recorded = record_contacts(by=request.user, session=outing.walk.session, reports=reports)
    for sentence in (*recorded.refused.values(), *(each for said in recorded.notices.values() for each in said)):
        messages.warning(request, sentence)
    if recorded.refused:
        return redirect(*here)
    messages.success(request, f"{held.address.lines}: saved.")
    return redirect("doorstep:plain", outing.pk) if len(here) > 1 else redirect("home")


@require_POST
def finish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Bring the walk back, unless somebody else still carries it."""
    outing = get_object_or_404(OUTINGS, pk=pk)
    check_may_canvass(request.user, outing)
    if finish_unless_carried(by=request.user, outing=outing):
        messages.success(request, "The walk is back. Thank you for walking.")
    else:
        messages.success(request, "Thank you for walking. It is back when those still on this walk finish too.")
    return redirect("home")
