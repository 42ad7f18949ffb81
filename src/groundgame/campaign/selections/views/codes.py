"""Codes to vote with: sent, printed, and given anew to who has lost one."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.selections.actions import posting
from groundgame.campaign.selections.errors import BallotError
from groundgame.campaign.selections.views.reaching import entries_named, selection_run_by


def vote_link(request: HttpRequest) -> Callable[[str], str]:
    """Return what makes the address of a code: behind a #, so that no server and no log sees it."""
    page = request.build_absolute_uri(reverse("selections:vote"))
    return lambda code: f"{page}#{code}"


@require_POST
def send(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send codes by e-mail to the next handful."""
    held = selection_run_by(request, pk)
    try:
        sent = posting.send_codes(selection=held, by=request.user, link=vote_link(request))
    except (BallotError, OSError) as refused:  # a mail server's refusals are OSErrors
        messages.error(request, f"{refused} Those before it are sent; press again for the rest.")
    else:
        messages.success(request, f"{sent} codes are sent.")
    return redirect(reverse("selections:ballot", args=[pk]) + "#codes")


@never_cache
@require_POST
def print_(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand out letters with codes, as PDF."""
    held = selection_run_by(request, pk)
    try:
        letters = posting.print_codes(selection=held, by=request.user, link=vote_link(request))
    except BallotError as refused:
        messages.error(request, str(refused))
        return redirect(reverse("selections:ballot", args=[pk]) + "#codes")
    return _pdf(letters)


def _pdf(letters: bytes) -> HttpResponse:
    answer = HttpResponse(letters, content_type="application/pdf")
    answer.headers["Content-Disposition"] = 'attachment; filename="codes.pdf"'
    return answer


@never_cache
@require_POST
def again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a member a new code, which revokes the one before."""
    held = selection_run_by(request, pk)
    for entry in entries_named(request, held):
        try:
            letter = posting.send_again(entry=entry, by=request.user, link=vote_link(request))
        except (BallotError, OSError) as refused:
            messages.error(request, f"{entry.member}, {entry.section}: {refused}")
            continue
        if letter:
            return _pdf(letter)
        messages.success(request, f"A new code is on its way to {entry.member.name}, for {entry.section}.")
    return redirect(reverse("selections:ballot", args=[pk]) + "#codes")
