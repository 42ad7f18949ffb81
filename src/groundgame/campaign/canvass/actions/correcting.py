"""Put a contact right by another event: the first stays in the log, and what we know follows the last."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Greatest

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.canvass import rules
from groundgame.campaign.canvass.actions.follow_up import apply_effects
from groundgame.campaign.canvass.actions.leases import lock_targets
from groundgame.campaign.canvass.clock import database_now
from groundgame.campaign.canvass.errors import ContactRefusedError
from groundgame.campaign.canvass.models import Answer, ContactEvent, Target
from groundgame.campaign.canvass.opinions import NO_OPINIONS, hold_erasures, keeps_no_opinions
from groundgame.campaign.canvass.outcomes import EFFECTS, GONE, REACHED, Outcome
from groundgame.campaign.canvass.state import rebuild_states
from groundgame.campaign.register.models import TelephoneNumber


@dataclass(frozen=True, slots=True)
class Correction:
    """What really came of a contact. `event` is an id made by the page, so that a form sent twice changes nothing."""

    event: UUID
    outcome: str
    answers: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    call_back_at: datetime | None = None


@transaction.atomic
def correct_contact(*, by: User, event: ContactEvent, correction: Correction) -> ContactEvent:
    """Put a contact right; return the event that does so. `withdrawn` takes it back altogether.

    Raises:
        PermissionDenied: if the person neither made it within the day nor runs the ward.
        ContactRefusedError: if the id was used for something else.
    """
    known = ContactEvent.objects.filter(pk=correction.event).first()
    if known is not None:
        if known.user_id != by.pk or event.pk not in {known.corrects_id, known.pk}:
            raise ContactRefusedError("This form was used for another contact already. Open it again.")
        return known
    hold_erasures([event.elector_id])
    lock_targets([event.elector_id])
    written = ContactEvent(
        id=correction.event,
        elector=event.elector,
        user=by,
        outcome=correction.outcome,
        note=correction.note,
        call_back_at=correction.call_back_at,
        received_at=database_now(),
        corrects=event,
        digest="",
    )
    put_right(by=by, correction=written, answers=correction.answers)
    return written


def put_right(
    *, by: User, correction: ContactEvent, answers: Mapping[str, str], made_at: datetime | None = None
) -> None:
    """Write an event that corrects another, and let all that follows from contacts follow it.

    Inside a transaction, the elector's targets locked by now. `made_at` is when it was made, where that was not now.

    Raises:
        PermissionDenied: if the person may not put that contact right.
        ContactRefusedError: if there is no such contact of this elector.
    """
    first, prior = _first_and_standing(correction)
    rules.check_may_correct(by, first, made_at)
    effect = EFFECTS[correction.outcome]
    if effect.suppression in NO_OPINIONS or keeps_no_opinions(first.elector):
        answers, correction.note = {}, ""
    if not effect.reached:
        answers = {}
    correction.corrects, correction.session, correction.channel = first, first.session, first.channel
    correction.borough, correction.ward, correction.happened_at = first.borough, first.ward, first.happened_at
    correction.late = _since(first).filter(session=first.session_id).exists()
    correction.save(force_insert=True)
    said = sorted(answers.items())
    Answer.objects.bulk_create(Answer(event=correction, question_key=key, value=value) for key, value in said)
    rebuild_states([first.elector_id])
    _undo(by, prior, first, overtaken=correction.late)
    _follow(correction)
    audit.record(
        by=by,
        action="canvass.correct_contact",
        subject=first.elector,
        area=first.borough,
        corrects=str(first.pk),
        was=str(prior.outcome),
        outcome=str(correction.outcome),
    )


def _first_and_standing(correction: ContactEvent) -> tuple[ContactEvent, ContactEvent]:
    """Return the contact that is put right, and the event that says what holds of it until now."""
    told = ContactEvent.objects.filter(elector=correction.elector_id)
    named = told.filter(pk=correction.corrects_id).first() if correction.corrects_id else None
    if named is None:
        raise ContactRefusedError("The contact that this puts right is not in the log yet. Send that one first.")
    first = named.corrects or named
    chain = ContactEvent.objects.filter(Q(pk=first.pk) | Q(corrects=first)).select_related("session", "elector")
    return first, chain.order_by(F("corrects").asc(nulls_first=True), "received_at", "pk").last() or first


def _since(first: ContactEvent) -> QuerySet[ContactEvent, ContactEvent]:
    """Return the contacts with the elector that happened after this one, and were not taken back."""
    later = ContactEvent.objects.filter(elector=first.elector_id, corrects=None, happened_at__gt=first.happened_at)
    return later.exclude(corrections__outcome=Outcome.WITHDRAWN)


def _undo(by: User, prior: ContactEvent, first: ContactEvent, *, overtaken: bool) -> None:
    """Take back what had followed from the event that held until now, as far as nothing newer has come of it.

    `overtaken`: the session has tried the elector again since, and what came of that stands. An objection is not
    lifted: whoever recorded one by mistake lifts it on the elector's page, and says how we know.
    """
    if not _since(first).filter(outcome__in=(*REACHED, *GONE)).exists():
        ended = Target.objects.filter(elector=prior.elector_id, done_at=prior.received_at)
        ended.update(done_at=None, done_because="")
    here = Target.objects.filter(elector=prior.elector_id, session=prior.session_id, done_at=None)
    if not overtaken:
        here.update(promised_at=None, promised_to=None)
        if EFFECTS[prior.outcome].retry_minutes is not None and prior.session is not None:
            here.update(not_before=prior.session.created_at)
    if EFFECTS[prior.outcome].counts:
        here.update(attempts=Greatest(F("attempts"), 1) - 1)
    for number in TelephoneNumber.objects.filter(elector=prior.elector_id, wrong_at=prior.received_at):
        number.wrong_at = None
        number.save(update_fields=["wrong_at"])
        audit.record(by=by, action="canvass.mark_right", subject=number, area=number.borough)


def _follow(correction: ContactEvent) -> None:
    """Do what the outcome asks for, unless the elector was reached by another contact since."""
    session = correction.session
    holds = correction if correction.outcome != Outcome.WITHDRAWN else _agreed_before(correction)
    if session is None or holds is None:
        return
    others = ContactEvent.objects.filter(elector=correction.elector_id, outcome__in=REACHED).exclude(
        Q(pk=correction.corrects_id) | Q(corrects=correction.corrects_id)
    )
    newest = others.order_by("-happened_at").values_list("happened_at", flat=True).first()
    if holds is correction or newest is None or newest <= holds.happened_at:
        apply_effects(session, [holds], {correction.elector_id: newest})


def _agreed_before(withdrawal: ContactEvent) -> ContactEvent | None:
    """Return the contact that is the session's last again, if it agreed on an hour: what is taken back had ended it."""
    if withdrawal.late:
        return None
    told = ContactEvent.objects.filter(elector=withdrawal.elector_id, session=withdrawal.session_id)
    told = told.exclude(outcome=Outcome.WITHDRAWN).exclude(corrections__outcome=Outcome.WITHDRAWN)
    told = told.exclude(corrects__corrections__outcome=Outcome.WITHDRAWN)
    last = told.order_by("happened_at", "received_at", "pk").last()
    return last if last is not None and last.call_back_at is not None else None
