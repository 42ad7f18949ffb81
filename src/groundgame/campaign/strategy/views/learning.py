"""What the work did: what trials told, session by session and together, and having one worked out."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass import rules
from groundgame.campaign.canvass.models import Session, Trial, Wordings
from groundgame.campaign.jobs.actions import start
from groundgame.campaign.jobs.models import Job
from groundgame.campaign.jobs.rules import may_see_job
from groundgame.campaign.strategy.charts.whiskers import Axis, Interval
from groundgame.campaign.strategy.learning.effects import why_not_learnt
from groundgame.campaign.strategy.learning.effort import associations
from groundgame.campaign.strategy.learning.openings import kept_openings, openings_not_yet
from groundgame.campaign.strategy.learning.pairs import shared_pairs
from groundgame.campaign.strategy.learning.results import Told, kept_results, not_yet, nothing_yet
from groundgame.campaign.strategy.learning.shown import (
    CHANNELS,
    faded,
    of_polling_day,
    shown,
    shown_openings,
    shown_together,
    together,
)
from groundgame.campaign.strategy.parties import our_party
from groundgame.campaign.strategy.tasks import work_out_trial
from groundgame.campaign.strategy.templatetags.figures import points
from groundgame.electoral.trials import Estimate

WIDEST = 0.5  # beyond half of everybody an interval says nothing, and would press the others together
IN_TURN = "strategy.trials"
"""One trial is worked out after another: each takes all of a processor."""
A_DAY = dt.timedelta(days=1)


@require_safe
def page(request: SignedInRequest) -> HttpResponse:
    """Show what the trials of the person's own sessions told."""
    rules.check_may_make_sessions(request.user)
    trials = _trials(request.user)
    told = kept_results([trial.pk for trial in trials])
    main = of_polling_day(told)
    waiting = [trial for trial in trials if trial.pk not in {one.session.pk for one in main}]
    openings = list(
        Wordings.objects.filter(session__in=_run_by(request.user)).select_related("session").order_by("-pk")
    )
    asked_for = _asked_for({one.pk for one in [*trials, *openings]})
    channels = {one.session.channel for one in main}
    efforts = associations(our_party().id, told) if rules.may_edit_codes(request.user) else []
    context = {
        "rows": [_row(one, _axis(main)) for one in main],
        "axis": _axis(main).head(lambda value: points(value, 0)),
        "others": [shown(one) for one in told if one not in main],
        "together": [(name, together(told, channel)) for channel, name in CHANNELS.items() if channel in channels],
        "faded": faded(told),
        "waiting": waiting,
        "openings": _openings(openings),
        "shared": _shared(openings),
        "jobs": [(job, may_see_job(request.user, job)) for job in asked_for.values()],
        "running": [pk for pk, job in asked_for.items() if not job.finished_at],
        "today": timezone.localdate(),
        "efforts": efforts,
        "told_of": [one for one in efforts if one.ready],
    }
    return render(request, "strategy/learning.html", context)


@require_POST
@transaction.atomic
def work(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have it worked out what a session's trial and its two openings told, beside the pages; pressed twice, once."""
    drawn = Q(trial__isnull=False) | Q(wordings__isnull=False)
    session = get_object_or_404(Session.objects.filter(drawn).select_related("trial", "wordings"), pk=pk)
    rules.check_may_run_session(request.user, session)
    if why_not := _why_not(session):
        messages.warning(request, nothing_yet(Told(session, "", None, None, why_not)))
        return redirect("strategy:learning")
    Session.objects.select_for_update(no_key=True).get(pk=pk)  # two presses at once: the second waits
    if pk not in _running():
        start(
            by=request.user,
            work=work_out_trial,
            title=f"Working out what {session} did",
            area=session.area,
            leads_to=reverse("strategy:learning"),
            in_turn=IN_TURN,
            trial=pk,
        )
    return redirect("strategy:learning")


def _why_not(session: Session) -> str:
    """Return why neither the trial nor the openings tell anything yet, or ""."""
    trial, openings = getattr(session, "trial", None), getattr(session, "wordings", None)
    said = [*([not_yet(trial)] if trial else []), *([openings_not_yet(openings)] if openings else [])]
    return "" if "" in said else said[0]


def _running() -> set[int]:
    return {job.details["trial"] for job in Job.objects.filter(work=work_out_trial.name, finished_at=None)}


def _asked_for(mine: set[int]) -> dict[int, Job]:
    """Return by session (id) the newest job of the day that works it out, where it goes on or failed."""
    lately = Job.objects.filter(work=work_out_trial.name, asked_at__gte=timezone.now() - A_DAY)
    newest = {job.details["trial"]: job for job in lately.order_by("asked_at", "pk")}
    return {pk: job for pk, job in newest.items() if pk in mine and job.state != "done"}


def _run_by(user: User) -> list[int]:
    return [session.pk for session in rules.sessions_run_by(user)]


def _openings(rows: list[Wordings]) -> list[dict[str, Any]]:
    """Return of each session with two openings what they told, in words, or why nothing yet."""
    told = kept_openings([row.pk for row in rows])
    return [
        {
            "row": row,
            "told": [(one, shown_openings(one)) for one in told if one.session.pk == row.pk],
            "why_not": openings_not_yet(row),
        }
        for row in rows
    ]


def _shared(rows: list[Wordings]) -> list[dict[str, Any]]:
    """Return of each pair of openings that several sessions tried what it told over all of them, in words."""
    return [
        {
            "pair": pair,
            "channel": CHANNELS[Session.Channel(pair.channel)],
            "sentences": [shown_together(outcome, found) for outcome, found in pair.told],
        }
        for pair in shared_pairs(rows)
    ]


def _trials(user: User) -> list[Trial]:
    """Return the trials of the sessions that the person runs, those whose polling day comes first at the top."""
    return list(Trial.objects.filter(session__in=_run_by(user)).select_related("session").order_by("polling_day", "pk"))


def _axis(told: list[Told]) -> Axis:
    found = [one.result.as_called for one in told if one.result is not None]
    return Axis.of(map(_interval, found), around=0.0, ticks=5)


def _row(told: Told, axis: Axis) -> dict[str, Any]:
    estimates = (told.result.as_called, told.result.per_contact) if told.result else ()
    drawn = axis.draw(_interval(estimates[0]), zero=0.0) if estimates else ""
    row = {"each": shown(told), "drawn": drawn, "session": told.session, "estimates": estimates}
    return row | {"not_learnt": why_not_learnt(told)}


def _interval(found: Estimate) -> Interval:
    return Interval(found.value, max(found.low, -WIDEST), min(found.high, WIDEST))
