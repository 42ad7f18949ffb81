"""The walk as plain pages and forms, for a telephone that runs no script."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.audit.models import Look
from groundgame.campaign.canvass.actions import record_contacts
from groundgame.campaign.canvass.models import ContactEvent
from groundgame.campaign.canvass.reports import DoorReport
from groundgame.campaign.doorstep.actions.devices import finish_unless_carried
from groundgame.campaign.doorstep.asked import people_at, shown_to
from groundgame.campaign.doorstep.doors import Stretch, WalkedDoor, stretches_of
from groundgame.campaign.doorstep.models import Outing, WalkDoor
from groundgame.campaign.doorstep.rights import check_may_canvass, check_may_write_down, may_canvass

OUTINGS = Outing.objects.select_related("walk__session__script")
Outcome = ContactEvent.Outcome
OFFERED = (
    Outcome.NOT_IN,
    Outcome.CONVERSATION,
    Outcome.REFUSED,
    Outcome.LANGUAGE,
    Outcome.MOVED,
    Outcome.DECEASED,
    Outcome.DO_NOT_KNOCK,
    Outcome.DO_NOT_CONTACT,
)


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
    _look(request, outing, [door for stretch in stretches for door in stretch.doors])
    return render(request, "doorstep/plain.html", {"outing": outing, "stretches": stretches})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: SignedInRequest, pk: int, door: int) -> HttpResponse:
    """Show one door with a form for each of its people, and save what one of them said."""
    if request.method == "POST":
        return _save(request, pk, door)
    outing, stretches = _walk(request, pk)
    found = next((each for stretch in stretches for each in stretch.doors if each.id == door), None)
    if found is None:
        raise Http404
    _look(request, outing, [found])
    script = outing.walk.session.script
    page = {"outing": outing, "door": found, "questions": script.shown_questions, "outcomes": OFFERED}
    forms = [(person, uuid.uuid4()) for person in found.people]
    return render(request, "doorstep/plain_door.html", page | {"forms": forms})


def _save(request: SignedInRequest, pk: int, door: int) -> HttpResponse:
    """Save one person's form, or the whole door as not in; the form's own id makes a second arrival harmless.

    A form that was opened in time is taken though the walk came back meanwhile: what was said is not lost.
    """
    outing = get_object_or_404(OUTINGS, pk=pk)
    check_may_write_down(request.user, outing)
    held = get_object_or_404(WalkDoor.objects.select_related("address"), pk=door, session=outing.walk.session_id)
    here = ["doorstep:plain_door", outing.pk, door] if may_canvass(request.user, outing) else ["home"]
    reports = _reports(request, outing, held)
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
    """Bring the walk back, unless somebody's telephone still carries it."""
    outing = get_object_or_404(OUTINGS, pk=pk)
    check_may_canvass(request.user, outing)
    if finish_unless_carried(by=request.user, outing=outing):
        messages.success(request, "The walk is back. Thank you for walking.")
    else:
        messages.success(request, "Thank you for walking. Somebody's phone still carries this walk.")
    return redirect("home")


def _reports(request: SignedInRequest, outing: Outing, door: WalkDoor) -> list[DoorReport]:
    """Read the form; each person of a door where nobody was in has an id that follows from the form's."""
    try:
        event = uuid.UUID(request.POST.get("event", ""))
    except ValueError:
        return []
    if "nobody" in request.POST:
        people = [person.elector for person in people_at([door.address_id]).get(door.address_id, ())]
        people = sorted(shown_to(request.user, people, outing.given_at))
        return [DoorReport(uuid.uuid5(event, str(elector)), elector, Outcome.NOT_IN) for elector in people]
    elector, outcome = request.POST.get("elector", ""), request.POST.get("outcome", "")
    shown = elector.isdecimal() and shown_to(request.user, [int(elector)], outing.given_at)
    if not shown or outcome not in Outcome.values:
        return []
    keys = [question.key for question in outing.walk.session.script.shown_questions]
    answers = {key: said for key in keys if (said := request.POST.get(f"answer-{key}", ""))}
    note = request.POST.get("note", "").replace("\0", "").strip()[:500]
    return [DoorReport(event, int(elector), outcome, answers, note=note)]
