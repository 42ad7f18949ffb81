"""Signals of how well contacts were recorded, for whoever runs the session."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.canvass import rules, signals
from groundgame.campaign.canvass.codes import intention_labels
from groundgame.campaign.canvass.models import Session


@require_safe
def quality(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show what each canvasser recorded, and the questions that it raises."""
    session = get_object_or_404(Session, pk=pk)
    rules.check_may_run_session(request.user, session)
    recorded = signals.recorded_in([session.pk])
    labels = intention_labels({one.value for one in recorded if one.value})
    audit.record(by=request.user, action="canvass.see_signals", subject=session, area=session.area)
    shown = {
        "session": session,
        "rows": [(one, _sentences(one, labels.get(one.value, one.value))) for one in recorded],
        "raised": sum(bool(one.signals) for one in recorded),
        "limits": signals,
    }
    return render(request, "canvass/quality.html", shown)


def _sentences(one: signals.Recorded, label: str) -> list[str]:
    """Return what raised a signal, in words that charge nobody."""
    words = {
        "quick": f"{one.quick} of {one.gaps} conversations began within {signals.QUICK_SECONDS} seconds of another.",
        "alike": f"{one.times} of {one.answers} answers are \u201c{label}\u201d; "
        + (f"others heard it {one.others_times} times in {one.others}." if one.others else "nobody else asked here."),
        "reached": f"Somebody was reached in {one.reached} of {one.tried} tries.",
        "otherwise": f"Of {one.asked_again} asked again by somebody else, {one.otherwise} said something else.",
    }
    return [words[name] for name in one.signals]
