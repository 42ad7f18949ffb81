"""Codes leave the house: by e-mail a handful at a time, or as letters to be printed and posted."""

from collections.abc import Callable

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from groundgame.campaign.accounts.models import User
from groundgame.campaign.selections.actions.credentials import Issued, delivered, issue, reissue, without_code
from groundgame.campaign.selections.errors import BallotError
from groundgame.campaign.selections.letters import print_letters
from groundgame.campaign.selections.letters.text import as_text
from groundgame.campaign.selections.letters.voting import voting_words
from groundgame.campaign.selections.models import Credential, Entry, Letter, Selection

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

    One that the mail server refuses is not marked as delivered: the next press makes it anew.

    Raises:
        PermissionDenied: if the person does not run the selection.
        BallotError: if it is not the time, or there is no mail server.
        SMTPException, OSError: if the mail server refuses; those before it are sent.
    """
    check_mail_leaves()
    waiting = without_code(selection, Credential.How.EMAIL)[:SENT_AT_ONCE]
    return _send(list(issue(selection=selection, entries=waiting, how=Credential.How.EMAIL, by=by)), link)


def _send(issued: list[Issued], link: Link) -> int:
    mail = get_connection()
    try:
        mail.open()
        for number, each in enumerate(issued, start=1):
            letter = _letter(each, number)
            text = as_text(letter, link(each.code), what_for="Vote here")
            EmailMessage(letter.words[0], text, to=[each.entry.member.email], connection=mail).send()
            delivered([each])
    finally:
        mail.close()
    return len(issued)


def print_codes(*, selection: Selection, by: User, link: Link) -> bytes:
    """Return letters with codes, as one PDF, to the next thousand of those without e-mail and without a code.

    Raises:
        PermissionDenied: if the person does not run the selection.
        BallotError: if it is not the time.
    """
    waiting = without_code(selection, Credential.How.LETTER)[:PRINTED_AT_ONCE]
    return _print(list(issue(selection=selection, entries=waiting, how=Credential.How.LETTER, by=by)), link)


def _print(issued: list[Issued], link: Link) -> bytes:
    letters = [_letter(each, number) for number, each in enumerate(issued, start=1)]
    codes = {letter.entry_id: each.code for letter, each in zip(letters, issued, strict=True)}
    printed = print_letters(letters, lambda letter: link(codes[letter.entry_id]), what_for="To vote:")
    delivered(issued)
    return printed


def _letter(issued: Issued, number: int) -> Letter:
    """Return a letter that is not kept: it holds a code."""
    return Letter(entry=issued.entry, number=number, words=voting_words(issued.entry, issued.code))


def send_again(*, entry: Entry, by: User, link: Link) -> bytes | None:
    """Give somebody a new code, by e-mail where there is an address, else as a letter, which is returned as PDF.

    Raises:
        PermissionDenied: if the person does not run the selection.
        BallotError: if they have voted, are not on the roll, it is not the time, or there is no mail server.
    """
    by_email = bool(entry.member.email)
    if by_email:
        check_mail_leaves()
    made = reissue(entry=entry, how=Credential.How.EMAIL if by_email else Credential.How.LETTER, by=by)
    if not by_email:
        return _print([made], link)
    _send([made], link)
    return None
