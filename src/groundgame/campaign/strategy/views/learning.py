"""What the work did: what trials told, session by session and together."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass import rules
from groundgame.campaign.canvass.models import Trial
from groundgame.campaign.strategy.charts.whiskers import Axis, Interval
from groundgame.campaign.strategy.learning.effort import associations
from groundgame.campaign.strategy.learning.results import Told, kept_results, work_out
from groundgame.campaign.strategy.learning.shown import CHANNELS, faded, of_polling_day, shown, together
from groundgame.campaign.strategy.parties import our_party
from groundgame.campaign.strategy.templatetags.figures import points
from groundgame.electoral.trials import Estimate

WIDEST = 0.5  # beyond half of everybody an interval says nothing, and would press the others together


@require_safe
def page(request: SignedInRequest) -> HttpResponse:
    """Show what the trials of the person's own sessions told."""
    rules.check_may_make_sessions(request.user)
    trials = _trials(request.user)
    told = kept_results([trial.pk for trial in trials])
    main = of_polling_day(told)
    waiting = [trial for trial in trials if trial.pk not in {one.session.pk for one in main}]
    channels = {one.session.channel for one in main}
    context = {
        "rows": [_row(one, _axis(main)) for one in main],
        "axis": _axis(main).head(lambda value: points(value, 0)),
        "others": [shown(one) for one in told if one not in main],
        "together": [(name, together(told, channel)) for channel, name in CHANNELS.items() if channel in channels],
        "faded": faded(told),
        "waiting": waiting,
        "today": timezone.localdate(),
        "efforts": associations(our_party().id, told) if rules.may_edit_codes(request.user) else [],
    }
    return render(request, "strategy/learning.html", context)


@require_POST
def work(request: SignedInRequest, pk: int) -> HttpResponse:
    """Work out what a session's trial told, from the marked register as it is loaded now."""
    trial = get_object_or_404(Trial.objects.select_related("session"), pk=pk)
    rules.check_may_run_session(request.user, trial.session)
    first, *_ = work_out(trial)
    if first.result is None:
        messages.warning(request, f"{trial.session} tells nothing yet: {first.why_not}.")
    else:
        messages.success(request, f"What {trial.session} did is worked out.")
    return redirect("strategy:learning")


def _trials(user: User) -> list[Trial]:
    """Return the trials of the sessions that the person runs, those whose polling day comes first at the top."""
    mine = [session.pk for session in rules.sessions_run_by(user)]
    return list(Trial.objects.filter(session__in=mine).select_related("session").order_by("polling_day", "pk"))


def _axis(told: list[Told]) -> Axis:
    found = [one.result.as_called for one in told if one.result is not None]
    return Axis.of(map(_interval, found), around=0.0, ticks=5)


def _row(told: Told, axis: Axis) -> dict[str, Any]:
    estimates = (told.result.as_called, told.result.per_contact) if told.result else ()
    drawn = axis.draw(_interval(estimates[0]), zero=0.0) if estimates else ""
    return {"each": shown(told), "drawn": drawn, "session": told.session, "estimates": estimates}


def _interval(found: Estimate) -> Interval:
    return Interval(found.value, max(found.low, -WIDEST), min(found.high, WIDEST))
