"""The caller's screen: the next elector, and what came of the call."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.canvass import actions, known, rules
from groundgame.campaign.canvass.errors import ContactRefusedError, LeaseGoneError
from groundgame.campaign.canvass.models import Session
from groundgame.campaign.canvass.outcomes import COULD_NOT_REACH, OBJECTIONS
from groundgame.campaign.canvass.queue import why_empty
from groundgame.campaign.phonebank.calls import OWN_NUMBER
from groundgame.campaign.phonebank.figures import moved_to
from groundgame.campaign.phonebank.forms import CALL_BACK, ReportForm
from groundgame.campaign.phonebank.screen import Screen, screen_of
from groundgame.campaign.register.models import Elector

WAYS = {
    "could_not_reach": [(one.value, one.label) for one in COULD_NOT_REACH],
    "objections": [(one.value, one.label) for one in OBJECTIONS],
    "call_back": CALL_BACK,
}


def _session(pk: int) -> Session:
    try:
        return known.session_of(pk)
    except Session.DoesNotExist as error:
        raise Http404 from error


@never_cache
@require_safe
def call(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the elector that the caller holds, or the start, or why there is nobody to ring."""
    session = _session(pk)
    caller = rules.caller_in(request.user, session)
    if caller is not None and caller.removed_at and (to := moved_to(caller)) is not None:
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
    screen = screen_of(lease.pk, session, request.user)
    shown = {"session": session, "screen": screen, "switch": reverse("phonebank:switch", args=[session.pk]), **WAYS}
    shown["own"] = request.session.get(OWN_NUMBER, "")
    return render(request, "phonebank/call.html", shown, status=status)


def why_nobody(request: SignedInRequest, session: Session) -> str:
    """Return why the caller is given nobody, or "" where somebody is free."""
    caller = rules.caller_in(request.user, session)
    if caller is not None and caller.paused_at is not None and session.closed_at is None:
        return "The organiser has asked you to pause. This page goes on by itself when you are asked to."
    return why_empty(session)


@require_POST
def take(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give the caller the next elector."""
    actions.take_next(by=request.user, session=_session(pk))
    return redirect("phonebank:call", pk)


@never_cache
@require_POST
def ahead(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give the page the call after the one that it shows, before it is needed."""
    session = _session(pk)
    rules.check_may_save(request.user, session)
    return _go_on(request, session)


def _go_on(request: SignedInRequest, session: Session, notices: tuple[str, ...] = ()) -> HttpResponse:
    """Tell the page whom it is to show now, where that is not whom it shows, and who comes after."""
    hand = actions.Hand(None, None)
    with suppress(PermissionDenied):  # removed meanwhile, or the session closed: their page says so
        hand = actions.go_on(by=request.user, session=session)
    parts: dict[str, Any] = {"notices": notices, "now": None, "ahead": None}
    for name, lease in (("now", hand.now), ("ahead", hand.ahead)):
        if lease is not None:
            parts[name] = _part(request, session, lease, bare=name == "now")
    return JsonResponse(parts)


def _part(request: SignedInRequest, session: Session, lease: int, *, bare: bool) -> dict[str, Any]:
    """Return an elector for the page; `bare` leaves out what it has shown already."""
    screen = screen_of(lease, session, request.user)
    if bare and str(screen.token) == request.POST.get("shown"):
        return {"token": screen.token}
    return {"token": screen.token, "seconds": screen.seconds, "title": screen.elector, "html": _html(session, screen)}


def _html(session: Session, screen: Screen) -> str:
    switch = reverse("phonebank:switch", args=[session.pk])
    return render_to_string("phonebank/elector.html", {"session": session, "screen": screen, "switch": switch})


def _asks_for_parts(request: SignedInRequest) -> bool:
    return "shown" in request.POST


@never_cache
@require_POST
def save(request: SignedInRequest, pk: int) -> HttpResponse:
    """Save a call and go on to the next. Somebody removed meanwhile may still save the call they were on."""
    session = _session(pk)
    rules.check_may_save(request.user, session)
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _refuse(request, session, _first_error(form), 422)
    try:
        saved = actions.save_contact(by=request.user, session=session, report=form.report())
    except ContactRefusedError as error:
        return _refuse(request, session, str(error), 409)
    if _asks_for_parts(request):
        return _go_on(request, session, saved.notices)
    for notice in saved.notices:
        messages.warning(request, notice)
    with suppress(PermissionDenied):  # removed meanwhile, or the session closed: their page says so
        actions.take_next(by=request.user, session=session)
    return redirect("phonebank:call", pk)


def _first_error(form: ReportForm) -> str:
    field, errors = next(iter(form.errors.items()))
    return f"The call was not saved: {field.replace('_', ' ')}: {errors[0]} Go back, and try again."


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
    """Put the elector back and go on to the next."""
    session = _session(pk)
    rules.check_may_call(request.user, session)
    token, notices = _token(request), []
    if token is not None:
        try:
            actions.skip(by=request.user, token=token)
        except LeaseGoneError as error:
            notices.append(str(error))
    if _asks_for_parts(request):
        return _go_on(request, session, tuple(notices))
    for notice in notices:
        messages.warning(request, notice)
    actions.take_next(by=request.user, session=session)
    return redirect("phonebank:call", pk)


@require_POST
def switch(request: SignedInRequest, pk: int) -> HttpResponse:
    """Go on with another of the household, the one who answered."""
    session = _session(pk)
    rules.check_may_call(request.user, session)
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
    session = _session(pk)
    rules.check_may_call(request.user, session)
    caller = rules.caller_in(request.user, session)
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
    session = _session(pk)
    rules.check_may_save(request.user, session)
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
