"""Save what came of a call, once, however often it is sent, and never lose it."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass.actions.follow_up import apply_effect
from groundgame.campaign.canvass.actions.leases import close_lease, lock_targets
from groundgame.campaign.canvass.clock import database_now
from groundgame.campaign.canvass.errors import ContactRefusedError
from groundgame.campaign.canvass.models import Answer, ContactEvent, Lease, Session
from groundgame.campaign.canvass.outcomes import EFFECTS
from groundgame.campaign.canvass.reports import Report
from groundgame.campaign.canvass.state import merge_event
from groundgame.campaign.register.models import Suppression

NO_OPINIONS = (Suppression.Kind.NO_PROFILING, Suppression.Kind.DO_NOT_CONTACT)


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a report: its event, whether it was new, and what the caller should know."""

    event: ContactEvent
    fresh: bool
    notices: tuple[str, ...] = ()


@transaction.atomic
def save_contact(*, by: User, session: Session, report: Report) -> Saved:
    """Write a call into the contact log and do what follows from it.

    The same report twice changes nothing and answers the same. A lease that ran out, or passed to somebody else, still
    takes its one event, marked late: the conversation was real.

    Raises:
        ContactRefusedError: if the id was used for something else, the lease was never this caller's or was already
            answered for, or the answers are not the script's; nothing is changed.
    """
    known = _already(by, report)
    if known is not None:
        return Saved(known, fresh=False)
    lease = _lock_lease(by, session, report)
    known = _already(by, report)  # sent twice at once: the first has it now
    if known is not None:
        return Saved(known, fresh=False)
    _check_unanswered(lease)
    report.check_answers(session.script)
    event, notices = _write(by, lease, report)
    merge_event(event)
    close_lease(lease, Lease.Closing.SAVED)
    apply_effect(event, lease, report)
    return Saved(event, fresh=True, notices=notices)


def _already(by: User, report: Report) -> ContactEvent | None:
    """Return the event that this very report made before."""
    known = ContactEvent.objects.filter(pk=report.event).first()
    if known is None:
        return None
    if known.user_id != by.pk or known.digest != report.digest():
        raise ContactRefusedError(
            f"This call was saved before, as \u201c{known.get_outcome_display()}\u201d, and stays so. "
            "To add what you learnt since, find the number under \u201cSomebody rings back\u201d."
        )
    return known


def _lock_lease(by: User, session: Session, report: Report) -> Lease:
    known = Lease.objects.filter(token=report.token, user=by, session=session).first()
    if known is None:
        raise ContactRefusedError("This elector was never given to you in this phone bank, so nothing was saved.")
    lock_targets([known.elector_id])
    return Lease.objects.select_for_update(of=("self",)).select_related("elector", "session").get(pk=known.pk)


def _check_unanswered(lease: Lease) -> None:
    answered = ContactEvent.objects.filter(lease=lease).first()
    if answered is not None:
        raise ContactRefusedError(
            f"This call was saved before, as \u201c{answered.get_outcome_display()}\u201d, perhaps in another window. "
            "Go on to your next call."
        )


def _write(by: User, lease: Lease, report: Report) -> tuple[ContactEvent, tuple[str, ...]]:
    """Write the event and its answers; the answers only if the elector has not objected to their being kept."""
    elector, now = lease.elector, database_now()
    happened_at = _when(report.happened_at, lease, now)
    event = ContactEvent.objects.create(
        id=report.event,
        borough=elector.borough,
        ward=elector.ward,
        session=lease.session,
        elector=elector,
        user=by,
        lease=lease,
        outcome=report.outcome,
        note=report.note,
        happened_at=happened_at,
        received_at=now,
        late=lease.closed_at is not None or lease.expires_at <= now,
        call_back_at=_call_back_at(report, happened_at),
        digest=report.digest(),
    )
    objects = elector.suppressions.filter(lifted_at=None, kind__in=NO_OPINIONS).exists()
    if objects and report.answers:
        return event, (f"{elector} has asked us to keep no opinions, so the answers were left out.",)
    Answer.objects.bulk_create(
        Answer(event=event, question_key=key, value=value) for key, value in sorted(report.answers.items())
    )
    return event, ()


def _when(said: dt.datetime | None, lease: Lease, now: dt.datetime) -> dt.datetime:
    """Return when the call happened: what the device says, but neither before it was given out nor after now."""
    return min(max(said or now, lease.leased_at), now)


def _call_back_at(report: Report, happened_at: dt.datetime) -> dt.datetime | None:
    """Return when to ring again: as agreed on the telephone, else as the outcome asks for."""
    if report.outcome != ContactEvent.Outcome.CALL_BACK:
        return None
    minutes = report.call_back_minutes or EFFECTS[report.outcome].retry_minutes or 0
    return happened_at + dt.timedelta(minutes=minutes)
