"""Codes leave the house: by e-mail a handful at a time, or as letters to be printed and posted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Count, QuerySet

from groundgame.campaign.accounts.models import User
from groundgame.campaign.selections.actions.credentials import (
    Issued,
    check_may_issue,
    delivered,
    held_apart,
    make_codes,
    on_the_roll,
    record_issued,
    reissue,
    without_code,
)
from groundgame.campaign.selections.errors import BallotError
from groundgame.campaign.selections.letters import print_letters
from groundgame.campaign.selections.letters.text import as_text
from groundgame.campaign.selections.letters.voting import voting_words
from groundgame.campaign.selections.models import Credential, Entry, Letter, Selection
from groundgame.campaign.selections.rules.balloting import has_voted

SENT_AT_ONCE = 200
"""So many e-mails leave at one press: a mail server that hangs holds nobody longer than that."""
PRINTED_AT_ONCE = 1000

Link = Callable[[str], str]
"""Given a code, returns the address that takes a voter to their paper."""


def check_mail_leaves() -> None:
    """Refuse to send codes where mail is printed on the site's own screen, which would be a list of everybody's codes.

    Raises:
        BallotError: if there is no mail server.
    """
    if settings.EMAIL_BACKEND.endswith("console.EmailBackend") and not settings.DEMO:
        raise BallotError("There is no mail server: set EMAIL_HOST, or print letters.")


def send_codes(*, selection: Selection, by: User, link: Link) -> int:
    """Send codes to the next handful of those with an e-mail address and no code; return how many were sent.

    Each is made within the transaction that sends it: two who press at once send nobody two, and one that the mail
    server refuses is not kept.

    Raises:
        PermissionDenied: if the person does not run the selection.
        BallotError: if it is not the time, or there is no mail server.
        SMTPException, OSError: if the mail server refuses; those before it are sent.
    """
    check_mail_leaves()
    check_may_issue(by, selection)
    waiting = without_code(selection, Credential.How.EMAIL)
    mail, sent = get_connection(), 0
    try:
        mail.open()
        for entry in list(waiting.values_list("pk", flat=True)[:SENT_AT_ONCE]):
            sent += _send_one(waiting.filter(pk=entry), mail, link)
    finally:
        mail.close()
        record_issued(selection, Credential.How.EMAIL, sent, by)
    return sent


@transaction.atomic
def _send_one(waiting: "QuerySet[Entry]", mail: BaseEmailBackend, link: Link) -> int:
    entries = held_apart(waiting, 1)
    for issued in make_codes(entries, Credential.How.EMAIL):
        _send(issued, mail, link)
    return len(entries)


def _send(issued: Issued, mail: BaseEmailBackend, link: Link) -> None:
    letter = _letter(issued, 1)
    text = as_text(letter, link(issued.code), what_for="Vote here")
    delivered([issued])
    EmailMessage(letter.words[0], text, to=[issued.entry.member.email], connection=mail).send()


@transaction.atomic
def print_codes(*, selection: Selection, by: User, link: Link) -> bytes:
    """Return letters with codes, as one PDF, to the next thousand of those without e-mail and without a code.

    Raises:
        PermissionDenied: if the person does not run the selection.
        BallotError: if it is not the time.
    """
    check_may_issue(by, selection)
    return _print(selection, held_apart(without_code(selection, Credential.How.LETTER), PRINTED_AT_ONCE), by, link)


@dataclass(frozen=True, slots=True)
class Printed:
    """A file of letters whose codes are still good: when it was made, and how many are in it."""

    at: datetime
    codes: int


def printed(selection: Selection) -> list[Printed]:
    """Return the files of letters that have been made, the newest first, without those in which no code is good."""
    good = Credential.objects.filter(entry__selection=selection, how=Credential.How.LETTER, revoked_at=None)
    rows = good.exclude(delivered_at=None).values_list("issued_at").annotate(codes=Count("pk")).order_by("-issued_at")
    return [Printed(*row) for row in rows]


def print_anew(*, selection: Selection, at: datetime, by: User, link: Link) -> bytes:
    """Make a file of letters once more, because it never arrived; its new codes revoke those in it.

    Those who have voted meanwhile are left out. `at` is when the file was made.

    Raises:
        PermissionDenied: if the person does not run the selection.
        BallotError: if it is not the time, or there is no such file, or everybody in it has voted.
    """
    check_may_issue(by, selection)
    good = Credential.objects.filter(how=Credential.How.LETTER, issued_at=at, revoked_at=None)
    of_it = on_the_roll(selection).filter(pk__in=good.values("entry"))
    # Looked up before the transaction, which would keep the sweep from its tables for as long as it prints.
    voted = [entry.pk for entry in of_it if has_voted(entry)]
    with transaction.atomic():
        entries = held_apart(of_it.exclude(pk__in=voted), PRINTED_AT_ONCE)
        if not entries:
            raise BallotError("There is no such file of letters, or a newer one, or everybody in it has voted.")
        return _print(selection, entries, by, link)


def _print(selection: Selection, entries: list[Entry], by: User, link: Link) -> bytes:
    issued = make_codes(entries, Credential.How.LETTER)
    record_issued(selection, Credential.How.LETTER, len(issued), by)
    delivered(issued)
    return letters_of(issued, link)


def letters_of(issued: list[Issued], link: Link) -> bytes:
    """Return the letters that bring these codes, as one PDF."""
    letters = [_letter(each, number) for number, each in enumerate(issued, start=1)]
    codes = {letter.entry_id: each.code for letter, each in zip(letters, issued, strict=True)}
    return print_letters(letters, lambda letter: link(codes[letter.entry_id]), what_for="To vote:")


def _letter(issued: Issued, number: int) -> Letter:
    """Return a letter that is not kept: it holds a code."""
    return Letter(entry=issued.entry, number=number, words=voting_words(issued.entry, issued.code))


def give_again(*, entry: Entry, by: User, link: Link) -> Issued | None:
    """Give somebody a new code: by e-mail where there is an address, else it is returned for a letter.

    Raises:
        PermissionDenied: if the person does not run the selection.
        BallotError: if they have voted, are not on the roll, it is not the time, or there is no mail server.
        SMTPException, OSError: if the mail server refuses; press again.
    """
    how = Credential.How.EMAIL if entry.member.email else Credential.How.LETTER
    if how == Credential.How.EMAIL:
        check_mail_leaves()
    with transaction.atomic():
        issued = reissue(entry=entry, how=how, by=by)
        delivered([issued])
    if how == Credential.How.LETTER:
        return issued
    try:
        with get_connection() as mail:
            _send(issued, mail, link)
    except OSError:  # a mail server's refusals are OSErrors
        Credential.objects.filter(pk=issued.credential.pk).update(delivered_at=None)
        raise
    return None
