"""The wallboard, of one session or of all that an organiser runs."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.canvass import rules
from groundgame.campaign.canvass.models import Session
from groundgame.campaign.phonebank.wall import wall_of


def _answer(request: SignedInRequest, sessions: list[Session], page: dict[str, Any]) -> HttpResponse:
    """Show the whole page, or only its figures to the page that asks for them again."""
    template = "phonebank/wall_figures.html" if "figures" in request.GET else "phonebank/wall.html"
    return render(request, template, {"wall": wall_of(sessions), **page})


@require_safe
def wall(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show one session's wallboard."""
    session = get_object_or_404(Session, pk=pk)
    rules.check_may_watch(request.user, session)
    page = {"title": session.name, "session": session, "again": reverse("phonebank:wall", args=[pk])}
    return _answer(request, [session], page)


@require_safe
def walls(request: SignedInRequest) -> HttpResponse:
    """Show all open sessions of an organiser as one."""
    rules.check_may_make_sessions(request.user)
    mine = [session for session in rules.sessions_run_by(request.user) if session.closed_at is None]
    page = {"title": "All open phone banks", "sessions": mine, "again": reverse("phonebank:walls")}
    return _answer(request, mine, page)
