"""Days out of a plan: accepted with one click, given back, and what came of them."""

import datetime as dt
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.strategy import actions, rules
from groundgame.campaign.strategy.away.asked import AcceptDaysForm, DoneForm
from groundgame.campaign.strategy.away.told import goes_told
from groundgame.campaign.strategy.models import DayOut
from groundgame.campaign.strategy.plans.errors import PlanRefusedError


@require_POST
def accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Promise days out for a branch of the reader's."""
    days = _days(pk)
    form = AcceptDaysForm(request.POST)
    branch = request.POST.get("branch") or days.branch
    rules.check_may_send(request.user, days, branch)
    if not form.is_valid():
        return _answer(request, days, form.said)

    def said() -> str:
        held, is_new = actions.accept_days(by=request.user, days=days, branch=branch, **form.cleaned_data)
        if not is_new:
            return f"{held.accepted_by} accepted it before. {goes_told(held)}"
        return f"Accepted: {goes_told(held)} The seat’s own party has the doors: tell its organiser that you come."

    return _answer(request, days, said)


@require_POST
def give_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give days out back; pressed twice, or too late, it says so."""
    days = _days(pk)
    if days.accepted_at is not None:
        rules.check_may_answer_for(request.user, days)

    def said() -> str:
        actions.give_days_back(by=request.user, days=days)
        return "Given back: it may be accepted again. If you told the seat’s own party that you come, tell them."

    return _answer(request, days, said)


@require_POST
def done(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep how many hours came of days out."""
    days = _days(pk)
    rules.check_may_answer_for(request.user, days)
    form = DoneForm(request.POST)
    if not form.is_valid():
        return _answer(request, days, form.said)

    def said() -> str:
        held = actions.say_done(by=request.user, days=days, hours=form.cleaned_data["hours"])
        return f"Kept: {held.done_hours:g} hours in {held.seat_name} on {held.day:%-d %B}. They count as done."

    return _answer(request, days, said)


def _days(pk: int) -> DayOut:
    return get_object_or_404(DayOut.objects.select_related("plan"), pk=pk)


def _answer(request: SignedInRequest, days: DayOut, said: Callable[[], str]) -> HttpResponse:
    """Say what was done, or why it was not, where the button was pressed."""
    try:
        messages.success(request, said())
    except PlanRefusedError as error:
        messages.error(request, str(error))
    asked = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(asked, allowed_hosts=None):
        return redirect(asked)
    week: dt.date = days.week
    return redirect(f"{reverse('strategy:twinning', args=[days.plan_id])}?week={week.isoformat()}")
