"""The rules by which a session tries again, and what they leave."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.canvass import actions, rules
from groundgame.campaign.canvass.forms.recycling import RecyclingForm
from groundgame.campaign.canvass.leftover import in_words, later_of
from groundgame.campaign.canvass.models import Session
from groundgame.campaign.canvass.queue import recent_queue


def recycling(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the rules and what they leave; change them, while the session runs too."""
    session = get_object_or_404(Session, pk=pk)
    rules.check_may_run_session(request.user, session)
    form = RecyclingForm(session, request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        waiting = actions.change_recycling(
            by=request.user,
            session=session,
            recycling=form.recycling(),
            max_attempts=data["max_attempts"],
            rest_days=data["rest_days"],
        )
        messages.success(request, f"Changed, for the next try on and for {waiting:,} who were tried before.")
        return redirect("canvass:recycling", pk)
    queue = recent_queue(session)
    shown = {"session": session, "form": form, "queue": queue, "left": in_words(queue, later_of(session))}
    return render(request, "canvass/recycling.html", shown, status=422 if form.is_bound else 200)
