"""Sessions: the list, making one, its page, and what an organiser does there."""

from typing import Any

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST, require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.canvass import actions, rules
from groundgame.campaign.canvass.actions.callers import MOST_CALLERS
from groundgame.campaign.canvass.areas import where
from groundgame.campaign.canvass.audience import Audience, is_large
from groundgame.campaign.canvass.audience.holding import lasting
from groundgame.campaign.canvass.audience_told import told_audience
from groundgame.campaign.canvass.errors import TrialOverError
from groundgame.campaign.canvass.leftover import in_words, later_of
from groundgame.campaign.canvass.models import Session
from groundgame.campaign.canvass.promises import still_promised
from groundgame.campaign.canvass.queue import progress_of, recent_queue, why_empty
from groundgame.campaign.canvass.views.callers import callers_of
from groundgame.campaign.canvass.views.filling import start_filling
from groundgame.campaign.canvass.wordings import openings_of


def _session(request: SignedInRequest, pk: int) -> Session:
    session = get_object_or_404(Session.objects.select_related("script", "created_by"), pk=pk)
    rules.check_may_run_session(request.user, session)
    return session


@require_safe
def sessions(request: SignedInRequest) -> HttpResponse:
    """List the sessions that the person runs, the open ones first."""
    rules.check_may_make_sessions(request.user)
    mine = rules.sessions_run_by(request.user)
    progress = progress_of(mine)
    rows: dict[str, list[dict[str, Any]]] = {"open": [], "closed": []}
    for held in mine:
        row = {"session": held, "where": where(held.area, held.audience["wards"]), "progress": progress[held.pk]}
        rows["closed" if held.closed_at else "open"].append(row)
    return render(request, "canvass/sessions.html", {"rows": rows})


@require_safe
def session(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show a session to whoever runs it."""
    return render(request, "canvass/session.html", session_page(request, _session(request, pk)))


@require_safe
def poster(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the link as a sheet for the wall."""
    held = _session(request, pk)
    return render(request, "canvass/poster.html", {"session": held, **_link(request, held)})


def session_page(request: SignedInRequest, held: Session) -> dict[str, Any]:
    """Return what the session's page shows."""
    queue = recent_queue(held)
    audience = Audience.from_json(held.audience)
    return {
        "session": held,
        "whom": told_audience(held.area, audience),
        "queue": queue,
        "why": why_empty(held, queue),
        "left": in_words(queue, later_of(held)),
        "trial": lasting().filter(session=held).first(),
        "openings": openings_of(held),
        **callers_of(held),
        "edits_script": rules.may_edit_script(request.user, held.script),
        **_link(request, held),
    }


def _link(request: SignedInRequest, held: Session) -> dict[str, Any]:
    address = request.build_absolute_uri(reverse("phonebank:join", args=[held.join_token]))
    return {"link": address, "qr": _qr(address), "most": str(MOST_CALLERS)}


def _qr(text: str) -> SafeString:
    """Return the QR code as SVG; black on white in the dark too, for that is what telephones read."""
    drawn = segno.make(text, error="m", micro=False).svg_inline(border=3, light="#fff", dark="#000", omitsize=True)
    return mark_safe(drawn.replace("<svg ", '<svg role="img" aria-label="QR code of the link" ', 1))  # noqa: S308 (drawn by us)


@require_POST
def refresh(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add the electors who belong to the audience by now."""
    held = _session(request, pk)
    if is_large(Audience.from_json(held.audience)):
        return redirect("jobs:job", start_filling(request.user, held, reverse("canvass:session", args=[pk])).pk)
    added = actions.refresh_audience(by=request.user, session=held)
    messages.success(request, f"{added:,} electors were added." if added else "Nobody new belongs to the audience.")
    return redirect("canvass:session", pk)


@require_POST
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close a session."""
    held = _session(request, pk)
    actions.close_session(by=request.user, session=held)
    told = f"{held.name} is closed, and its link no longer works. {still_promised(held)}"
    messages.success(request, told.strip())
    return redirect("canvass:session", pk)


@require_POST
def end_trial(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let go of whom the session holds back."""
    held = _session(request, pk)
    try:
        actions.end_trial(by=request.user, session=held)
    except TrialOverError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Nobody is left in peace for this session any more, and nothing is learnt from it.")
    return redirect("canvass:session", pk)
