"""Record who backs whom, and when that was withdrawn."""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit.actions import record
from groundgame.campaign.people.models import Member, Organisation
from groundgame.campaign.selections import rules
from groundgame.campaign.selections.models import Backer, Backing, Candidate, Selection

BODIES: dict[str, str] = {
    Backer.Kind.UNION: Organisation.Kind.UNION,
    Backer.Kind.SOCIETY: Organisation.Kind.SOCIETY,
    Backer.Kind.LOCAL_PARTY: Organisation.Kind.LOCAL_PARTY,
}


@dataclass(frozen=True, slots=True)
class Named:
    """A backer as somebody writes them: what sort, under which name, and for a person perhaps the party's number."""

    kind: str
    name: str
    member_number: str = ""


@transaction.atomic
def back(*, by: User, candidate: Candidate, backer: Named, what: str, given_on: dt.date, source: str) -> Backing:
    """Record a nomination or an endorsement; the same one again changes nothing.

    Raises:
        PermissionDenied: with the reason why it cannot be recorded.
        ValidationError: if the day has not come, or no member has that number.
    """
    selection = Selection.objects.select_for_update(no_key=True).get(pk=candidate.post.selection_id)
    rules.check_may_record_backing(by, selection)
    _check_day(given_on)
    known = _backer(backer)
    standing = Backing.objects.filter(what=what, backer=known, candidate=candidate, withdrawn_on=None).first()
    if standing is not None:
        return standing
    if what == Backing.What.NOMINATION:
        rules.check_may_nominate(candidate, known)
    made = Backing.objects.create(
        what=what, backer=known, candidate=candidate, given_on=given_on, source=source.strip(), entered_by=by
    )
    _record(f"backing.{what}", made, selection, by)
    return made


@transaction.atomic
def withdraw_backing(*, by: User, backing: Backing, withdrawn_on: dt.date, source: str = "") -> None:
    """Write down that a backing was withdrawn, beside what it was.

    Raises:
        PermissionDenied: if it was withdrawn before, or is a nomination and nominations have ended.
        ValidationError: if the day has not come, or is before it was given.
    """
    selection = Selection.objects.select_for_update(no_key=True).get(pk=backing.candidate.post.selection_id)
    rules.check_may_record_backing(by, selection)
    held = Backing.objects.select_for_update().get(pk=backing.pk)
    rules.check_may_withdraw(held)
    _check_day(withdrawn_on)
    if withdrawn_on < held.given_on:
        raise ValidationError(f"It was given on {held.given_on:%-d %B %Y}, and cannot be withdrawn before that.")
    held.withdrawn_on, held.withdrawn_source, held.withdrawn_by = withdrawn_on, source.strip(), by
    held.save(update_fields=["withdrawn_on", "withdrawn_source", "withdrawn_by"])
    _record("backing.withdraw", held, selection, by)


def _check_day(day: dt.date) -> None:
    if day > timezone.localdate():
        raise ValidationError(f"{day:%-d %B %Y} has not come yet: give the day on which it was said.")


def _backer(named: Named) -> Backer:
    name = " ".join(named.name.split())
    if named.member_number:
        member = Member.objects.filter(number=named.member_number).first()
        if member is None:
            raise ValidationError(f"No member has the number {named.member_number!r}: leave it out, or correct it.")
        return Backer.objects.get_or_create(kind=named.kind, member=member, defaults={"name": name})[0]
    body = Organisation.objects.filter(kind=BODIES.get(named.kind), name=name).first()
    return Backer.objects.get_or_create(kind=named.kind, name=name, member=None, defaults={"organisation": body})[0]


def _record(action: str, backing: Backing, selection: Selection, by: User) -> None:
    said = {"backer": backing.backer_id, "candidate": backing.candidate_id, "source": backing.source}
    record(by=by, action=action, subject=backing, area=selection.area, selection=selection.pk, **said)
