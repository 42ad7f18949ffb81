"""The caller's screen: the next elector, and what came of the call."""

from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.canvass import actions, rules
from groundgame.campaign.canvass.errors import ContactRefusedError, LeaseGoneError
from groundgame.campaign.canvass.models import Session
from groundgame.campaign.canvass.queue import why_empty
from groundgame.campaign.phonebank.forms import ReportForm
from groundgame.campaign.phonebank.screen import screen_of
from groundgame.campaign.register.models import Elector


@never_cache
@require_safe
def call(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the elector that the caller holds, or the start, or why there is nobody to ring."""
    session = get_object_or_404(Session, pk=pk)
    caller = rules.caller_in(request.user, session)
    if caller is None or caller.removed_at:
        rules.check_may_call(request.user, session)
        return redirect("phonebank:home")  # let in this instant
    if session.closed_at:
        return render(request, "phonebank/closed.html", {"session": session})
    if not caller.admitted_at:
        return render(request, "phonebank/waiting.html", {"session": session})
    actions.see_caller(caller=caller)
    return _screen(request, session)


def _screen(request: SignedInRequest, session: Session, status: int = 200) -> HttpResponse:
    lease = actions.held_lease(by=request.user, session=session)
    if lease is None:
        empty = why_empty(session)
        return render(request, "phonebank/start.html", {"session": session, "why": empty}, status=status)
    screen = screen_of(lease, request.user)
    return render(request, "phonebank/call.html", {"session": session, "screen": screen}, status=status)


@require_POST
def take(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give the caller the next elector."""
    session = get_object_or_404(Session, pk=pk)
    actions.take_next(by=request.user, session=session)
    return redirect("phonebank:call", pk)


@require_POST
def save(request: SignedInRequest, pk: int) -> HttpResponse:
    """Save a call and go on to the next. Somebody removed meanwhile may still save the call they were on."""
    session = get_object_or_404(Session, pk=pk)
    rules.check_may_save(request.user, session)
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _refuse(request, session, _first_error(form), 422)
    try:
        saved = actions.save_contact(by=request.user, session=session, report=form.report())
    except ContactRefusedError as error:
        return _refuse(request, session, str(error), 409)
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
    if not rules.may_call(request.user, session):
        return render(request, "phonebank/refused.html", {"session": session, "why": sentence}, status=status)
    messages.error(request, sentence)
    return _screen(request, session, status)


@require_POST
def skip(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put the elector back and go on to the next."""
    session = get_object_or_404(Session, pk=pk)
    rules.check_may_call(request.user, session)
    token = _token(request)
    if token is not None:
        try:
            actions.skip(by=request.user, token=token)
        except LeaseGoneError as error:
            messages.warning(request, str(error))
    actions.take_next(by=request.user, session=session)
    return redirect("phonebank:call", pk)


@require_POST
def switch(request: SignedInRequest, pk: int) -> HttpResponse:
    """Go on with another of the household, the one who answered."""
    session = get_object_or_404(Session, pk=pk)
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
    session = get_object_or_404(Session, pk=pk)
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
    session = get_object_or_404(Session, pk=pk)
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
