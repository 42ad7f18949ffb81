"""The caller's screen: the next elector, and what came of the call."""

from contextlib import suppress
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from groundgame.campaign.accounts.http import SignedInRequest, person_of
from groundgame.campaign.canvass import actions, known, rules
from groundgame.campaign.canvass.errors import ContactRefusedError, LeaseGoneError
from groundgame.campaign.canvass.hours import seconds_open, told_hours
from groundgame.campaign.canvass.models import Caller, Session
from groundgame.campaign.canvass.outcomes import COULD_NOT_REACH, OBJECTIONS
from groundgame.campaign.canvass.queue import why_empty
from groundgame.campaign.canvass.reports import Report
from groundgame.campaign.phonebank.calls import OWN_NUMBER
from groundgame.campaign.phonebank.forms import CALL_BACK, report_of
from groundgame.campaign.phonebank.saying import about_promise, what_was_saved
from groundgame.campaign.phonebank.screen import Screen, ahead_of, screen_of, shown
from groundgame.campaign.register.models import Elector

WAYS = {
    "could_not_reach": [(one.value, one.label) for one in COULD_NOT_REACH],
    "objections": [(one.value, one.label) for one in OBJECTIONS],
    "call_back": CALL_BACK,
}


def _standing(request: SignedInRequest, pk: int) -> tuple[Session, Caller | None]:
    """Return the session, and the person's place in it."""
    try:
        return known.standing(request.user.pk, pk)
    except Session.DoesNotExist as error:
        raise Http404 from error


@never_cache
@require_safe
def call(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the elector that the caller holds, or the start, or why there is nobody to ring."""
    session, caller = _standing(request, pk)
    if caller is not None and (to := rules.moved_to(caller)) is not None:
        return redirect("phonebank:call", to)
    if caller is None or caller.removed_at:
        rules.check_may_call(request.user, session)
        return redirect("phonebank:home")  # let in this instant
    if session.channel != Session.Channel.PHONE:
        messages.success(request, f"You are one of {session}. Its organiser gives you a walk, and sends you its link.")
        return redirect("phonebank:home")
    if session.closed_at:
        return render(request, "phonebank/closed.html", {"session": session})
    if not caller.admitted_at:
        return render(request, "phonebank/waiting.html", {"session": session})
    actions.see_caller(caller=caller)
    return _screen(request, session)


def _screen(request: SignedInRequest, session: Session, status: int = 200) -> HttpResponse:
    lease = actions.held_lease(by=request.user, session=session)
    if lease is None:
        empty = why_nobody(request, session)
        return render(request, "phonebank/start.html", {"session": session, "why": empty}, status=status)
    screen = screen_of(lease.id, session, request.user)
    told = {"session": session, "screen": screen, "switch": reverse("phonebank:switch", args=[session.pk]), **WAYS}
    told["own"] = request.session.get(OWN_NUMBER, "")
    told["hours"] = told_hours(session)
    return render(request, "phonebank/call.html", told, status=status)


def why_nobody(request: SignedInRequest, session: Session) -> str:
    """Return why the caller is given nobody, or "" where somebody is free."""
    caller = rules.caller_in(request.user, session)
    if caller is not None and caller.paused_at is not None and session.closed_at is None:
        return "The organiser has asked you to pause. This page goes on by itself when you are asked to."
    return why_empty(session)


@require_POST
def take(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give the caller the next elector; whoever was moved goes on where they were moved to."""
    session, place = _standing(request, pk)
    if place is not None and (to := rules.moved_to(place)) is not None:
        return redirect("phonebank:call", to)
    actions.hold_next(by=request.user, session=session, place=place)
    return redirect("phonebank:call", pk)


@never_cache
@require_POST
def ahead(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give the page the call after the one that it shows, before it is needed."""
    session, place = _standing(request, pk)
    rules.check_may_save(request.user, session, place)
    return _go_on(request, session, place)


def _go_on(
    request: SignedInRequest, session: Session, place: Caller | None, notices: tuple[str, ...] = ()
) -> HttpResponse:
    """Tell the page whom it is to show now, where that is not whom it shows, and who comes after."""
    hand = actions.Hand(None, None)
    with suppress(PermissionDenied):  # removed meanwhile, or the session closed: their page says so
        hand = actions.go_on(by=request.user, session=session, place=place)
    return _parts(request, session, hand, notices)


def _parts(
    request: SignedInRequest,
    session: Session,
    hand: actions.Hand,
    notices: tuple[str, ...],
    ahead: tuple[Any, ...] | None = None,
) -> HttpResponse:
    """Return what the page is to show; `ahead` is the row of the call fetched ahead, where it was asked for by then."""
    parts: dict[str, Any] = {"notices": notices, "now": None, "ahead": None}
    if hand.now is not None:
        is_shown = str(hand.token) == request.POST.get("shown")
        now = None if is_shown else screen_of(hand.now, session, request.user)
        parts["now"] = {"token": hand.token} if now is None else _part(session, now)
    if hand.ahead is not None:
        known = None if ahead is None else shown(ahead, session, request.user)
        parts["ahead"] = _part(session, known or screen_of(hand.ahead, session, request.user))
        # The page goes on by itself while the lease holds, and must not after hours.
        parts["ahead"]["seconds"] = min(parts["ahead"]["seconds"], seconds_open(session) or parts["ahead"]["seconds"])
    return JsonResponse(parts)


def _part(session: Session, screen: Screen) -> dict[str, Any]:
    """Return an elector for the page."""
    return {"token": screen.token, "seconds": screen.seconds, "title": screen.elector, "html": _html(session, screen)}


def _html(session: Session, screen: Screen) -> str:
    shown_with = {"session": session, "screen": screen, "switch": _switch_of(session.pk)}
    return render_to_string("phonebank/elector.html", shown_with)


@lru_cache(1000)
def _switch_of(session: int) -> str:
    """Return where the household's others are chosen: the same for every call of a session."""
    return reverse("phonebank:switch", args=[session])


def _asks_for_parts(request: SignedInRequest) -> bool:
    return "shown" in request.POST


@never_cache
@require_POST
def save(request: SignedInRequest, pk: int) -> HttpResponse:
    """Save a call and go on to the next. Somebody removed meanwhile may still save the call they were on."""
    session, place = _standing(request, pk)
    rules.check_may_save(request.user, session, place)
    try:
        report = report_of(request.POST)
        if _asks_for_parts(request):
            return _save_for_parts(request, session, place, report)
        saved = actions.save_contact(by=request.user, session=session, report=report)
    except ValidationError as error:
        wrong = f"The call was not saved: {error.messages[0]} Go back, and try again."
        return _refuse(request, session, wrong, 422)
    except ContactRefusedError as error:
        return _refuse(request, session, str(error), 409)
    for notice in (*saved.notices, *about_promise(session, saved)):
        messages.warning(request, notice)
    messages.success(request, what_was_saved(saved))
    with suppress(PermissionDenied):  # removed meanwhile, or the session closed: their page says so
        actions.hold_next(by=request.user, session=session, place=place)
    return redirect("phonebank:call", pk)


def _save_for_parts(request: SignedInRequest, session: Session, place: Caller | None, report: Report) -> HttpResponse:
    by = person_of(request)
    also = ahead_of(session, by)
    saved, hand, ahead = actions.save_and_go_on(by=by, session=session, place=place, report=report, also=also)
    return _parts(request, session, hand, (*saved.notices, *about_promise(session, saved)), ahead)


def _refuse(request: SignedInRequest, session: Session, sentence: str, status: int) -> HttpResponse:
    """Say what was refused above what the caller would see anyway."""
    if _asks_for_parts(request):
        return JsonResponse({"refused": sentence}, status=status)
    if not rules.may_call(request.user, session):
        return render(request, "phonebank/refused.html", {"session": session, "why": sentence}, status=status)
    messages.error(request, sentence)
    return _screen(request, session, status)


@never_cache
@require_POST
def skip(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put the elector back and go on to the next, if only where somebody was moved to meanwhile."""
    session, place = _standing(request, pk)
    if place is None or rules.moved_to(place) is None:
        rules.check_may_call(request.user, session, place)
    token, notices = _token(request), []
    if token is not None:
        try:
            actions.skip(by=request.user, token=token)
        except LeaseGoneError as error:
            notices.append(str(error))
    if _asks_for_parts(request):
        return _go_on(request, session, place, tuple(notices))
    for notice in notices:
        messages.warning(request, notice)
    with suppress(PermissionDenied):  # moved meanwhile: their page says where to
        actions.hold_next(by=request.user, session=session, place=place)
    return redirect("phonebank:call", pk)


@require_POST
def switch(request: SignedInRequest, pk: int) -> HttpResponse:
    """Go on with another of the household, the one who answered."""
    session, place = _standing(request, pk)
    rules.check_may_call(request.user, session, place)
    elector, token = Elector.objects.filter(pk=_id(request, "to") or 0).first(), _token(request)
    if elector is None or token is None:
        messages.warning(request, "Choose one of the household, on the page of the call.")
    else:
        try:
            actions.switch_elector(by=request.user, token=token, to=elector, number=_id(request, "number"))
        except LeaseGoneError as error:
            messages.warning(request, str(error))
    return redirect("phonebank:call", pk)


@require_POST
def renew(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hold on to the elector while the page is open."""
    session, caller = _standing(request, pk)
    rules.check_may_call(request.user, session, caller)
    if caller is not None:
        actions.see_caller(caller=caller)
    token = _token(request)
    if token is None:
        return JsonResponse({"gone": "The page did not say which elector. Load it again."}, status=422)
    try:
        until = actions.renew_lease(by=request.user, token=token)
    except LeaseGoneError as error:
        return JsonResponse({"gone": str(error)}, status=409)
    return JsonResponse({"until": until.isoformat()})


@require_POST
def stop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Stop calling, and put the elector back for somebody else."""
    session, place = _standing(request, pk)
    rules.check_may_save(request.user, session, place)
    actions.end_lease(by=request.user, session=session)
    messages.success(request, "Thank you for calling. The elector on your screen went back to the others.")
    return redirect("phonebank:home")


def _token(request: SignedInRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError:
        return None


def _id(request: SignedInRequest, name: str) -> int | None:
    sent = request.POST.get(name, "")
    return int(sent) if sent.isdecimal() else None
