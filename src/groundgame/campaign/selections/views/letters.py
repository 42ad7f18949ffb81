"""Letters to those shut out: sending, printing, and keeping which were posted."""

from collections.abc import Callable
from smtplib import SMTPException
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.selections import actions
from groundgame.campaign.selections.actions.letters import HANDFUL
from groundgame.campaign.selections.letters import appeal_code, print_letters
from groundgame.campaign.selections.models import Letter, Selection
from groundgame.campaign.selections.views.reaching import part_of, selection_run_by

MOST_PRINTED = 300
"""So many letters are printed in one file, which takes some seconds."""


def letters_of(held: Selection) -> dict[str, Any]:
    """Return how many letters have gone, and how many wait for which way."""
    waiting = Letter.objects.filter(selection=held, sent_at=None, posted_at=None)
    to_print = waiting.filter(entry__member__email="")
    last = to_print.values_list("number", flat=True)[:MOST_PRINTED]
    return {
        "sent": held.letters.exclude(sent_at=None).count(),
        "posted": held.letters.exclude(posted_at=None).count(),
        "to_send": waiting.exclude(entry__member__email="").count(),
        "to_print": to_print.count(),
        "last": max(last, default=0),
        "most_sent": HANDFUL,
        "most_printed": MOST_PRINTED,
    }


def link_for(request: HttpRequest) -> Callable[[Letter], str]:
    """Return what gives each letter its address to appeal at: its code behind a #, so that no log ever holds it."""
    page = request.build_absolute_uri(reverse("selections:appeal"))
    return lambda letter: f"{page}#{appeal_code(letter.entry_id)}"


@require_POST
def send(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send the next handful by e-mail."""
    held = selection_run_by(request, pk)
    try:
        sent = actions.send_letters(selection=held, by=request.user, link=link_for(request))
        messages.success(request, f"{sent:,} letters are sent.")
    except (SMTPException, OSError) as error:
        messages.error(request, f"The mail server refused ({error}). Those not sent still wait: try again.")
    return redirect(reverse("selections:electorate", args=[pk]) + "#letters")


@require_safe
def printed(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give the letters to be posted as one PDF."""
    held = selection_run_by(request, pk)
    waiting = Letter.objects.filter(selection=held, sent_at=None, posted_at=None, entry__member__email="")
    return _pdf(request, list(waiting.select_related("entry__member")[:MOST_PRINTED]), f"letters-{held.pk}.pdf")


@require_safe
def letter(request: SignedInRequest, pk: int, letter: int) -> HttpResponse:
    """Give one letter as PDF."""
    one = part_of(selection_run_by(request, pk), Letter, letter)
    return _pdf(request, [one], f"letter-{pk}-{one.number}.pdf")


def _pdf(request: SignedInRequest, letters: list[Letter], name: str) -> HttpResponse:
    given = HttpResponse(print_letters(letters, link_for(request)), content_type="application/pdf")
    given.headers["Content-Disposition"] = f'inline; filename="{name}"'
    given.headers["Cache-Control"] = "no-store"
    return given


@require_POST
def posted(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep that the letters which were printed have been posted."""
    held = selection_run_by(request, pk)
    last = request.POST.get("last", "")
    done = actions.mark_posted(selection=held, last=int(last) if last.isdecimal() else 0, by=request.user)
    messages.success(request, f"{done:,} letters are marked as posted.")
    return redirect(reverse("selections:electorate", args=[pk]) + "#letters")
