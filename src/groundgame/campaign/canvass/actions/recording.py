"""Take many contacts at once, from a walk's device or a sheet: each once, however often it is sent; none is lost."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.canvass import rules
from groundgame.campaign.canvass.actions.correcting import put_right
from groundgame.campaign.canvass.actions.follow_up import apply_effects
from groundgame.campaign.canvass.actions.leases import lock_targets
from groundgame.campaign.canvass.bulk import insert_rows
from groundgame.campaign.canvass.clock import database_now
from groundgame.campaign.canvass.errors import ContactRefusedError
from groundgame.campaign.canvass.models import Answer, AnswerOption, ContactEvent, ElectorState, IntentionCode, Session
from groundgame.campaign.canvass.opinions import NO_OPINIONS, hold_erasures
from groundgame.campaign.canvass.outcomes import EFFECTS
from groundgame.campaign.canvass.reports import DoorReport
from groundgame.campaign.canvass.state import merge_events
from groundgame.campaign.canvass.wordings import wording_said
from groundgame.campaign.register.ages import sixteen_or_over
from groundgame.campaign.register.models import Elector, Suppression


@dataclass(slots=True)
class Recorded:
    """What became of many reports.

    `acknowledged` are in the log, be it from this call or an earlier one, and need not be sent again. `refused` says
    why, in a sentence; nothing of them was written. `notices` tell what was left out of those taken.
    """

    acknowledged: set[UUID] = field(default_factory=set)
    refused: dict[UUID, str] = field(default_factory=dict)
    notices: dict[UUID, tuple[str, ...]] = field(default_factory=dict)


def record_contacts(
    *, by: User, session: Session, reports: Sequence[DoorReport], device: UUID | None = None
) -> Recorded:
    """Write contacts into the log in one transaction, and do what follows from each.

    The same report twice changes nothing and is acknowledged again. One that cannot be taken holds up no other. What
    comes late is kept, and overrides nothing that is newer.

    Raises:
        PermissionDenied: if the person neither runs the session nor was ever let into it.
    """
    rules.check_may_record(by, session)
    try:
        return _record(by, session, reports, device)
    except IntegrityError:  # sent twice at one moment: by now the other one is in the log
        return _record(by, session, reports, device)


@transaction.atomic
def _record(by: User, session: Session, reports: Sequence[DoorReport], device: UUID | None) -> Recorded:
    done = Recorded()
    fresh = _not_known(by, reports, done)
    if not fresh:
        return done
    electors = _electors(session, fresh)
    fresh = _fitting(session, fresh, electors, done)
    hold_erasures(report.elector for report in fresh)
    lock_targets(sorted({report.elector for report in fresh}))
    reached = dict(_reached(report.elector for report in fresh))
    writing = _Writing(by, session, device, database_now(), electors, _objecting(electors), reached)
    written = [writing.event(number, report, done) for number, report in enumerate(fresh)]
    plain = [event for event in written if event.corrects_id is None]
    _write(plain, writing.answers)
    if plain:
        apply_effects(session, plain, reached)
    for event in written:
        if event.corrects_id is not None:
            _put_right(by, event, writing.answers[event.pk], done)
    done.acknowledged |= {event.pk for event in written} - set(done.refused)
    details = {"contacts": len(written), "device": str(device or "")}
    audit.record(by=by, action="canvass.record_contacts", subject=session, area=session.area, **details)
    return done


def _not_known(by: User, reports: Sequence[DoorReport], done: Recorded) -> list[DoorReport]:
    """Return the reports that are new, each once; acknowledge those that are in the log."""
    sent: dict[UUID, DoorReport] = {}
    for report in reports:
        if sent.setdefault(report.event, report).digest() != report.digest():
            done.refused[report.event] = _TWICE
    ids = list(sent)
    known = {event.pk: event for event in ContactEvent.objects.filter(pk__in=ids).only("user_id", "digest")}
    for pk, event in known.items():
        if event.user_id == by.pk and event.digest == sent[pk].digest():
            done.acknowledged.add(pk)
        else:
            done.refused[pk] = _TWICE
    return [report for pk, report in sent.items() if pk not in known and pk not in done.refused]


DOOR = "door"
_TWICE = "This contact was saved before with other words, and stays so. Put it right by a correction, or send another."


def _objecting(electors: Iterable[int]) -> frozenset[int]:
    """Return those of the electors of whom we may keep no opinions."""
    held = Suppression.objects.filter(elector__in=list(electors), lifted_at=None, kind__in=NO_OPINIONS)
    return frozenset(held.values_list("elector_id", flat=True))


def _electors(session: Session, reports: Sequence[DoorReport]) -> dict[int, Elector]:
    """Return the electors who may be shown and belong to the session: those of its wards, and those in its audience."""
    named = {report.elector for report in reports}
    here = Q(ward__in=session.audience["wards"]) | Q(pk__in=session.targets.filter(elector__in=named).values("elector"))
    found = Elector.objects.filter(here, sixteen_or_over(), pk__in=named).exclude(name_key="")
    return {elector.pk: elector for elector in found}


def _fitting(
    session: Session, reports: Sequence[DoorReport], electors: Mapping[int, Elector], done: Recorded
) -> list[DoorReport]:
    """Return the reports that can be taken, and say of the others why not."""
    offered = set(AnswerOption.objects.filter(question__script=session.script_id).values_list("question__key", "value"))
    codes = IntentionCode.objects.values_list("value", flat=True)
    offered |= {("voting_intention", value) for value in codes}
    for report in reports:
        wrong = report.wrong(offered) if report.elector in electors else _STRANGER
        if wrong:
            done.refused[report.event] = wrong
    return [report for report in reports if report.event not in done.refused]


_STRANGER = "This elector is not of this session, or their entry is not for canvassers. Load the walk again."


def _reached(electors: Iterable[int]) -> list[tuple[int, dt.datetime | None]]:
    """Return when each elector was last reached, as far as it was known before."""
    states = ElectorState.objects.filter(elector__in=set(electors))
    return list(states.values_list("elector_id", "last_contact_at"))


@dataclass(slots=True)
class _Writing:
    """Makes the events of one call, and keeps the answers that go with them."""

    by: User
    session: Session
    device: UUID | None
    now: dt.datetime
    electors: Mapping[int, Elector]
    objecting: frozenset[int]
    reached: Mapping[int, dt.datetime | None]
    answers: dict[UUID, Mapping[str, str]] = field(default_factory=dict)

    def event(self, number: int, report: DoorReport, done: Recorded) -> ContactEvent:
        """Return the event of a report. They are received in the order in which they were sent."""
        elector = self.electors[report.elector]
        happened_at = min(max(report.happened_at or self.now, self.session.created_at), self.now)
        answers, note = self._kept(elector, report, done)
        self.answers[report.event] = answers
        newer = self.reached.get(report.elector)
        return ContactEvent(
            id=report.event,
            borough=elector.borough,
            ward=elector.ward,
            session=self.session,
            elector=elector,
            user=self.by,
            channel=report.channel,
            outcome=report.outcome,
            note=note,
            happened_at=happened_at,
            received_at=self.now + number * dt.timedelta(microseconds=1),
            late=newer is not None and newer > happened_at,
            call_back_at=_promised(report, happened_at),
            digest=report.digest(),
            wording=wording_said(self.session, elector, report.household),
            device=self.device,
            corrects_id=report.corrects,
        )

    def _kept(self, elector: Elector, report: DoorReport, done: Recorded) -> tuple[Mapping[str, str], str]:
        """Return the answers and the note that may be kept, as for a call."""
        effect = EFFECTS[report.outcome]
        if not report.answers and not report.note:
            return {}, ""
        if effect.suppression in NO_OPINIONS or elector.pk in self.objecting:
            done.notices[report.event] = (
                f"{elector} has asked us to keep no opinions: answers and note were left out.",
            )
            return {}, ""
        if report.answers and not effect.reached:
            done.notices[report.event] = (f"{elector} was not reached, so the answers were left out.",)
            return {}, report.note
        return report.answers, report.note


def _put_right(by: User, event: ContactEvent, answers: Mapping[str, str], done: Recorded) -> None:
    """Write a correction; one that cannot be taken holds up no other, and an objection is taken nevertheless."""
    made_at = event.happened_at if event.channel == DOOR else None  # a sheet tells no more than when the first was
    try:
        with transaction.atomic():
            put_right(by=by, correction=event, answers=answers, made_at=made_at)
    except (PermissionDenied, ContactRefusedError) as error:
        if EFFECTS[event.outcome].suppression is None:
            done.refused[event.pk] = str(error)
        else:
            _object_anew(event, answers)
            done.notices[event.pk] = (f"What {event.elector} asked of us is kept, beside the earlier contact. {error}",)


def _object_anew(event: ContactEvent, answers: Mapping[str, str]) -> None:
    """Write as a contact of its own an objection that came as a correction, which could not be taken."""
    event.corrects, reached = None, dict(_reached([event.elector_id]))
    _write([event], {event.pk: answers})
    if event.session is not None:
        apply_effects(event.session, [event], reached)


def _promised(report: DoorReport, happened_at: dt.datetime) -> dt.datetime | None:
    """Return for when it was agreed to come back. Paper names no hour, and none is made up: it would be promised."""
    effect = EFFECTS[report.outcome]
    if report.outcome != ContactEvent.Outcome.CALL_BACK:
        return None
    if report.call_back_at is not None or report.channel != DOOR:
        return report.call_back_at
    return happened_at + dt.timedelta(minutes=effect.retry_minutes or 0)


def _write(events: Sequence[ContactEvent], answers: Mapping[UUID, Mapping[str, str]]) -> None:
    insert_rows(events)
    insert_rows(
        [
            Answer(event_id=event.pk, question_key=key, value=value)
            for event in events
            for key, value in sorted(answers[event.pk].items())
        ]
    )
    merge_events(event.pk for event in events)
