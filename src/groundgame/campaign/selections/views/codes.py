"""Codes to vote with: sent, printed, and given anew to who has lost one."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.selections.actions import posting
from groundgame.campaign.selections.actions.credentials import Issued
from groundgame.campaign.selections.errors import BallotError
from groundgame.campaign.selections.models import Entry
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
    """Hand out letters with codes, as PDF; or once more those that were made at a moment."""
    held, link = selection_run_by(request, pk), vote_link(request)
    try:
        if "at" not in request.POST:
            return _pdf(posting.print_codes(selection=held, by=request.user, link=link))
        at = _moment(request.POST["at"])
        return _pdf(posting.print_anew(at=at, selection=held, by=request.user, link=link))
    except BallotError as refused:
        messages.error(request, str(refused))
        return redirect(reverse("selections:ballot", args=[pk]) + "#codes")


def _moment(written: str) -> datetime:
    try:
        return datetime.fromisoformat(written)
    except ValueError as error:
        raise BallotError(f"{written!r} is not when letters were made: choose a file of the list.") from error


def _pdf(letters: bytes) -> HttpResponse:
    answer = HttpResponse(letters, content_type="application/pdf")
    answer.headers["Content-Disposition"] = 'attachment; filename="codes.pdf"'
    return answer


@never_cache
@require_POST
def again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a member a new code, which revokes the one before."""
    held = selection_run_by(request, pk)
    given = [_given_again(request, entry) for entry in entries_named(request, held)]
    if to_print := [issued for issued in given if issued]:
        return _pdf(posting.letters_of(to_print, vote_link(request)))
    return redirect(reverse("selections:ballot", args=[pk]) + "#codes")


def _given_again(request: SignedInRequest, entry: Entry) -> Issued | None:
    """Give a new code for one place on the roll, say so, and return it where it is to be printed."""
    try:
        issued = posting.give_again(entry=entry, by=request.user, link=vote_link(request))
    except (BallotError, OSError) as refused:
        messages.error(request, f"{entry.member}, {entry.section}: {refused}")
        return None
    if issued is None:
        messages.success(request, f"A new code is on its way to {entry.member.name}, for {entry.section}.")
    return issued
