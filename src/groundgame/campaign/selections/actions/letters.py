"""Write letters to those shut out, send them by e-mail, and keep which were posted."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Max, QuerySet

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit.actions import record
from groundgame.campaign.selections import rules
from groundgame.campaign.selections.actions.moving import on
from groundgame.campaign.selections.clock import database_now
from groundgame.campaign.selections.letters import Words, as_text, exclusion_words, outcome_words, terms_of
from groundgame.campaign.selections.models import Decision, Entry, Letter, Panel, Selection

HANDFUL = 200
"""So many letters are sent at one press: a mail server that hangs holds nobody longer than that."""
CHUNK = 2_000


@on("open-appeals")
def tell_those_shut_out(selection: Selection, *, by: User) -> None:
    """Write a letter to everybody shut out, in the transaction that opens appeals."""
    entries = selection.entries.filter(standing=Entry.Standing.EXCLUDED).order_by("section", "member__number")
    entries = entries.defer("facts").select_related("member", "section")
    written = write_letters(selection, entries.iterator(chunk_size=CHUNK))
    record(by=by, action="electorate.letters", subject=selection, area=selection.area, written=written)


def write_letters(selection: Selection, entries: Iterable[Entry]) -> int:
    """Write the letter of each, numbered on from the last; return how many. The caller holds the selection's row."""
    panel = Panel.objects.filter(selection=selection).first() or Panel(selection=selection)
    numbers, written = _next_number(selection), 0
    now, terms, some = database_now(), terms_of(selection, quorum=panel.quorum), []
    for entry in entries:
        entry.selection = selection
        words = exclusion_words(entry, terms)
        some.append(_letter(entry, numbers + written, Letter.Kind.EXCLUSION, words, now))
        written += 1
        if len(some) == CHUNK:
            Letter.objects.bulk_create(some)
            some = []
    Letter.objects.bulk_create(some)
    return written


def write_outcome(decision: Decision) -> Letter:
    """Write the letter that tells how an appeal ended. The caller holds the selection's row."""
    entry = decision.appeal.entry
    number = _next_number(entry.selection)
    letter = _letter(entry, number, Letter.Kind.OUTCOME, outcome_words(decision), decision.at)
    letter.save()
    return letter


def _letter(entry: Entry, number: int, kind: str, words: Words, now: datetime) -> Letter:
    known = {"selection_id": entry.selection_id, "entry": entry, "number": number, "kind": kind, "words": words}
    appeal_by = entry.selection.appeals_until if kind == Letter.Kind.EXCLUSION else None
    return Letter(**known, made_at=now, appeal_by=appeal_by)


def _next_number(selection: Selection) -> int:
    last = Letter.objects.filter(selection=selection).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def waiting(selection: Selection) -> "QuerySet[Letter]":
    """Return the letters that have neither been sent nor posted."""
    return Letter.objects.filter(selection=selection, sent_at=None, posted_at=None)


def send_letters(*, selection: Selection, by: User, link: Callable[[Letter], str]) -> int:
    """Send the next handful of letters to those with an e-mail address; return how many.

    Each is marked as sent within the transaction that sends it: two who press at once send none twice, and one that
    the mail server refuses stays waiting.

    Raises:
        PermissionDenied: if the person does not run the selection.
        SMTPException, OSError: if the mail server refuses; those before it are sent.
    """
    rules.check_may_run(by, selection)
    numbers = waiting(selection).exclude(entry__member__email="").values_list("pk", flat=True)[:HANDFUL]
    mail = get_connection()
    sent = 0
    try:
        mail.open()
        for pk in list(numbers):
            sent += _send(pk, mail, link)
    finally:
        mail.close()
        record(by=by, action="electorate.send_letters", subject=selection, area=selection.area, sent=sent)
    return sent


@transaction.atomic
def _send(pk: int, mail: BaseEmailBackend, link: Callable[[Letter], str]) -> int:
    held = _held(pk)
    if held is None:
        return 0
    held.sent_to, held.sent_at = held.entry.member.email, database_now()
    held.save(update_fields=["sent_to", "sent_at"])
    EmailMessage(held.words[0], as_text(held, link(held)), to=[held.sent_to], connection=mail).send()
    return 1


def _held(pk: int) -> Letter | None:
    """Return a letter that still waits, held so that nobody else sends it; None where somebody does."""
    letters = Letter.objects.select_related("entry__member", "selection").filter(sent_at=None, posted_at=None)
    return letters.select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()


@transaction.atomic
def mark_posted(*, selection: Selection, last: int, by: User) -> int:
    """Keep that the printed letters up to a number have been posted; return how many.

    Raises:
        PermissionDenied: if the person does not run the selection.
    """
    rules.check_may_run(by, selection)
    posted = waiting(selection).filter(entry__member__email="", number__lte=last).update(posted_at=database_now())
    record(by=by, action="electorate.post_letters", subject=selection, area=selection.area, posted=posted, last=last)
    return posted
