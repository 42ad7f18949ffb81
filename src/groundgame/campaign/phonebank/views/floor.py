"""The floor manager's page: who rings, who waits, and what can be done about it at once."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.canvass import actions, rules
from groundgame.campaign.canvass.actions.floor import MOST_PRIORITY
from groundgame.campaign.canvass.models import Caller, Lease, Session
from groundgame.campaign.canvass.queue import recent_queue, why_empty
from groundgame.campaign.phonebank.floor import Doing, floor_of, forget


def _session(request: SignedInRequest, pk: int) -> Session:
    session = get_object_or_404(Session, pk=pk, channel=Session.Channel.PHONE)
    rules.check_may_run_session(request.user, session)
    return session


@require_safe
def floor(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the floor; the page asks for its people again every ten seconds, while it is looked at."""
    session = _session(request, pk)
    named, doing = request.GET.get("named", "").strip(), request.GET.get("doing", "")
    page: dict[str, Any] = {"session": session, "floor": floor_of(session, named=named, doing=doing)}
    page |= {"named": named, "doing": doing, "others": _others(request, session)}
    if "part" in request.GET:
        return render(request, "phonebank/floor_people.html", page)
    page |= {
        "queue": recent_queue(session),
        "why": why_empty(session),
        "kinds": [(one.name.lower(), one.value) for one in Doing],
        "most": MOST_PRIORITY,
    }
    return render(request, "phonebank/floor.html", page)


def _others(request: SignedInRequest, session: Session) -> list[Session]:
    """Return the open phone banks to which somebody could be moved."""
    mine = rules.sessions_run_by(request.user)
    others = [one for one in mine if one.closed_at is None and one.pk != session.pk]
    return sorted((one for one in others if one.channel == session.channel), key=lambda one: -one.priority)


@require_POST
def session_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Pause the session, let it go on, or change its priority."""
    session = _session(request, pk)
    asked = request.POST.get("do", "")
    if asked == "pause":
        actions.pause_session(by=request.user, session=session)
        messages.success(request, "Paused: nobody is given a call. Calls that are open can be saved.")
    elif asked == "resume":
        actions.resume_session(by=request.user, session=session)
        messages.success(request, "Calls are given out again.")
    else:
        _set_priority(request, session)
    return redirect("phonebank:floor", pk)


def _set_priority(request: SignedInRequest, session: Session) -> None:
    try:
        actions.set_priority(by=request.user, session=session, priority=int(request.POST.get("priority", "")))
    except ValueError:
        messages.error(request, f"A priority is a whole number from -{MOST_PRIORITY} to {MOST_PRIORITY}.")
        return
    messages.success(request, f"{session} has priority {session.priority} now.")


@require_POST
def caller_change(request: SignedInRequest, pk: int, caller: int) -> HttpResponse:
    """Pause somebody, let them go on, move them, or take back the elector that they have."""
    session = _session(request, pk)
    place = get_object_or_404(Caller.objects.select_related("session", "user"), pk=caller, session=pk, removed_at=None)
    asked = request.POST.get("do", "")
    doing = {"pause": _pause, "resume": _resume, "release": _release, "move": _move}.get(asked)
    if doing is not None:
        doing(request, place)
    forget(session)
    return redirect("phonebank:floor", pk)


def _pause(request: SignedInRequest, place: Caller) -> None:
    actions.pause_caller(by=request.user, caller=place)
    messages.success(request, f"{place.user} is paused, once the call that is open is saved.")


def _resume(request: SignedInRequest, place: Caller) -> None:
    actions.resume_caller(by=request.user, caller=place)
    messages.success(request, f"{place.user} goes on.")


def _release(request: SignedInRequest, place: Caller) -> None:
    """Take back the elector that the page named, and no other who has come since."""
    named = request.POST.get("lease", "")
    held = Lease.objects.select_related("session").filter(session=place.session, user=place.user, closed_at=None)
    lease = held.filter(pk=int(named) if named.isdecimal() else 0).first()
    if lease is None:
        messages.warning(request, f"{place.user} has gone on to another call since.")
        return
    actions.release_lease(by=request.user, lease=lease)
    messages.success(request, f"The elector whom {place.user} had went back to the others.")


def _move(request: SignedInRequest, place: Caller) -> None:
    chosen = request.POST.get("to", "")
    to = get_object_or_404(Session, pk=int(chosen) if chosen.isdecimal() else 0)
    try:
        actions.move_caller(by=request.user, caller=place, to=to)
    except PermissionDenied as error:
        messages.error(request, str(error))
        return
    messages.success(request, f"{place.user} rings for {to} now.")
