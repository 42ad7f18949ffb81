"""Let volunteers in, and take their places away."""

from django.contrib import messages
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.canvass import actions, rules
from groundgame.campaign.canvass.forms.callers import MostCallersForm
from groundgame.campaign.canvass.models import Caller, ContactEvent, Session


def _caller(pk: int, caller: int) -> Caller:
    return get_object_or_404(Caller.objects.select_related("session", "user"), pk=caller, session=pk)


def callers_of(session: Session) -> dict[str, list[Caller]]:
    """Return the session's callers: those who wait, those inside with how often they rang, and those removed."""
    rang = ContactEvent.objects.filter(session=session, user=OuterRef("user"), corrects=None).order_by()
    calls = Coalesce(Subquery(rang.values("user").annotate(count=Count("id")).values("count")), 0)
    everybody = session.callers.select_related("user").annotate(calls=calls).order_by("joined_at")
    return {
        "asking": [caller for caller in everybody if not caller.removed_at and not caller.admitted_at],
        "inside": [caller for caller in everybody if not caller.removed_at and caller.admitted_at],
        "removed": [caller for caller in everybody if caller.removed_at],
    }


@require_safe
def callers(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show who rings and who waits; the session's page asks for it again and again."""
    session = get_object_or_404(Session, pk=pk)
    rules.check_may_run_session(request.user, session)
    return render(request, "canvass/callers.html", {"session": session, **callers_of(session)})


@require_POST
def allow(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say how many volunteers may come by the link."""
    form, session = MostCallersForm(request.POST), get_object_or_404(Session, pk=pk)
    rules.check_may_run_session(request.user, session)
    if form.is_valid():
        actions.allow_callers(by=request.user, session=session, **form.cleaned_data)
        messages.success(request, f"{session.most_callers:,} volunteers may come.")
    else:
        messages.error(request, f"How many may come: {form.errors['most_callers'][0]}")
    return redirect("canvass:session", pk)


@require_POST
def admit(request: SignedInRequest, pk: int, caller: int) -> HttpResponse:
    """Let one volunteer in."""
    held = _caller(pk, caller)
    actions.admit(by=request.user, caller=held)
    messages.success(request, f"{held.user} may call now.")
    return redirect("canvass:session", pk)


@require_POST
def admit_all(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let in everybody who waits."""
    count = actions.admit_all(by=request.user, session=get_object_or_404(Session, pk=pk))
    messages.success(request, f"{count} volunteers were let in." if count != 1 else "One volunteer was let in.")
    return redirect("canvass:session", pk)


@require_POST
def remove(request: SignedInRequest, pk: int, caller: int) -> HttpResponse:
    """Take one volunteer's place away."""
    held = _caller(pk, caller)
    actions.remove_caller(by=request.user, caller=held)
    messages.success(request, f"{held.user} can no longer call here.")
    return redirect("canvass:session", pk)
