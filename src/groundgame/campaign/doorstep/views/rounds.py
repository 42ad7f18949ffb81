"""Rounds of doors: the list, one round with its walks, cutting it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.audit.actions import look
from groundgame.campaign.audit.models import Look
from groundgame.campaign.canvass.models import Session
from groundgame.campaign.canvass.promises import still_promised
from groundgame.campaign.canvass.rules import check_may_make_sessions
from groundgame.campaign.canvass.wordings import openings_of
from groundgame.campaign.doorstep import actions, rules
from groundgame.campaign.doorstep.figures import round_figures, standing_of
from groundgame.campaign.doorstep.forms import RoundForm
from groundgame.campaign.doorstep.models import Round
from groundgame.campaign.doorstep.promised import MOST_SHOWN, promises_in
from groundgame.campaign.doorstep.tasks import cut_walks_of
from groundgame.campaign.jobs.actions import start

AT_ONCE_WARDS = 2
MOST_CLOSED = 50


def round_of(request: SignedInRequest, pk: int) -> Session:
    """Return a round that the person runs, with what it keeps beside its session."""
    session = get_object_or_404(Session.objects.select_related("script", "created_by"), pk=pk, channel="door")
    rules.check_may_run_round(request.user, session)
    Round.objects.get_or_create(session=session)
    return session


@require_safe
def rounds(request: SignedInRequest) -> HttpResponse:
    """List the rounds that the person runs, the open ones first."""
    check_may_make_sessions(request.user)
    held = rules.rounds_run_by(request.user)
    rows = standing_of([session for session in held if session.closed_at is None])
    closed = [session for session in held if session.closed_at is not None]
    shown = {"rows": rows, "closed": closed[:MOST_CLOSED], "older": max(0, len(closed) - MOST_CLOSED)}
    return render(request, "doorstep/rounds.html", shown)


@require_safe
def round_(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a round: its walks, what is out and since when."""
    session = round_of(request, pk)
    actions.settle_run_out(session=session)
    return render(request, "doorstep/round.html", _page(request, session, RoundForm(instance=session.round)))


def _page(request: SignedInRequest, session: Session, form: RoundForm) -> dict[str, Any]:
    figures, promises = round_figures(session), [] if session.closed_at else promises_in(session)
    look(by=request.user, page=Look.Page.WALK, electors=[each.elector.pk for each in promises], area=session.area)
    ready = sum(row.state == "ready" for row in figures.rows)
    shown = {
        "session": session,
        "openings": openings_of(session),
        "figures": figures,
        "form": form,
        "promises": promises,
        "most_promises": MOST_SHOWN,
    }
    return shown | {"ready": ready, "most_at_once": actions.MOST_AT_ONCE}


@require_POST
def settle(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep how large walks are and how long doors rest."""
    session = round_of(request, pk)
    form = RoundForm(request.POST, instance=session.round)
    if not form.is_valid():
        return render(request, "doorstep/round.html", _page(request, session, form), status=422)
    actions.settle_round(by=request.user, session=session, **form.cleaned_data)
    messages.success(request, "Kept. Cut the round anew for walks of another size.")
    return redirect("doorstep:round", pk)


@require_POST
def cut(request: SignedInRequest, pk: int) -> HttpResponse:
    """Cut the round into walks: at once for a ward or two, as a job for more."""
    session = round_of(request, pk)
    if len(session.audience["wards"]) > AT_ONCE_WARDS:
        title, leads_to = f"Cutting the walks of {session.name}", reverse("doorstep:round", args=[pk])
        how = {"area": session.area, "leads_to": leads_to, "in_turn": f"doorstep.{pk}"}
        job = start(by=request.user, work=cut_walks_of, title=title, session=pk, user=request.user.pk, **how)
        return redirect("jobs:job", job.pk)
    made = actions.cut_round(by=request.user, session=session)
    messages.success(request, f"Cut into {len(made)} walk{'' if len(made) == 1 else 's'}.")
    return redirect("doorstep:round", pk)


@require_POST
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close a round."""
    session = round_of(request, pk)
    actions.close_round(by=request.user, session=session)
    told = f"{session.name} is closed. Sheets that are still out can be typed. {still_promised(session)}"
    messages.success(request, told.strip())
    return redirect("doorstep:round", pk)
