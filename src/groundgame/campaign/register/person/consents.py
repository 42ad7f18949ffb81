"""Write in the ledger of consents, and keep the words that people were shown."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.register import rules
from groundgame.campaign.register.models import Channel, Consent, ConsentWording, Elector
from groundgame.campaign.register.models.consent import Purpose

# Given for one line alone: the law speaks of the line (PECR 2003 regs 21(4) and 22(2)).
OF_A_LINE = (Channel.PHONE, Channel.TEXT, Channel.EMAIL)
CLOCKS_APART = dt.timedelta(minutes=5)


@transaction.atomic
def word_consent(*, by: User, channel: str, purpose: str, text: str) -> ConsentWording:
    """Keep words that people will be shown, as the next version of those for this channel and purpose.

    Raises:
        PermissionDenied: if the person is neither a director nor a data officer.
        ValidationError: if there are no words.
    """
    rules.check_may_word_consent(by)
    if not text.strip():
        raise ValidationError("Write the words that people are shown: consent is to something (UK GDPR art. 4(11)).")
    same = ConsentWording.objects.filter(channel=channel, purpose=purpose)
    newest = same.aggregate(newest=Max("version"))["newest"] or 0
    made = ConsentWording.objects.create(
        channel=Channel(channel), purpose=Purpose(purpose), version=newest + 1, text=text.strip(), by=by
    )
    audit.record(by=by, action="register.word_consent", subject=made, channel=channel, purpose=purpose)
    return made


@transaction.atomic
def give_consent(
    *, by: User | None, elector: Elector, wording: ConsentWording, line: str, at: dt.datetime, how: str
) -> Consent:
    """Write down that an elector agreed to be reached on a line, in these words.

    A number's consent is the one thing that lets it be rung though it is on the TPS (PECR 2003 reg. 21(4)). An
    objection stands all the same until it is lifted.

    Raises:
        PermissionDenied: if the person's field roles do not cover the elector's ward.
        ValidationError: if no line is named where the law asks for one, or the moment is still to come.
    """
    if by is not None:
        rules.check_may_record_consent(by, elector)
    if wording.channel in OF_A_LINE and not line:
        raise ValidationError("Name the number or address that the elector agreed to: consent is for one line.")
    return _write(by, elector, wording.channel, wording.purpose, given=True, at=at, how=how, line=line, wording=wording)


@transaction.atomic
def withdraw_consent(
    *,
    by: User | None,
    elector: Elector,
    channel: str,
    at: dt.datetime,
    how: str,
    line: str = "",
    purpose: str = Purpose.CAMPAIGN,
) -> Consent:
    """Write down that an elector takes a consent back, for one line or for all; anybody who heard it may.

    Raises:
        ValidationError: if the moment is still to come.
    """
    return _write(by, elector, channel, purpose, given=False, at=at, how=how, line=line, wording=None)


def standing(entries: Iterable[Consent]) -> list[Consent]:
    """Return of a ledger's lines, the newest first, one a channel and purpose for which a consent still stands."""
    over: set[tuple[str, str, str]] = set()
    found: dict[tuple[str, str], Consent] = {}
    for each in entries:
        what = (each.channel, each.purpose)
        if not each.given:
            over.add((*what, each.line))
        elif not over & {(*what, ""), (*what, each.line)}:
            found.setdefault(what, each)
    return [found[what] for what in sorted(found)]


def _write(
    by: User | None,
    elector: Elector,
    channel: str,
    purpose: str,
    *,
    given: bool,
    at: dt.datetime,
    how: str,
    line: str,
    wording: ConsentWording | None,
) -> Consent:
    if at > timezone.now() + CLOCKS_APART:
        raise ValidationError(f"{at:%-d %B %Y, %H:%M} is still to come. Give the moment at which it was said.")
    made = Consent.objects.create(
        borough=elector.borough,
        elector=elector,
        channel=Channel(channel),
        purpose=Purpose(purpose),
        given=given,
        at=at,
        how=how,
        line=line,
        wording=wording,
        by=by,
    )
    action = "register.give_consent" if given else "register.withdraw_consent"
    audit.record(by=by, action=action, subject=elector, area=elector.borough, channel=channel, purpose=purpose)
    return made
