"""Save what came of a call, once, however often it is sent, and never lose it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.db.models.functions import Now

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass.actions.follow_up import apply_effect
from groundgame.campaign.canvass.actions.leases import close_lease, lock_targets
from groundgame.campaign.canvass.errors import ContactRefusedError
from groundgame.campaign.canvass.models import Answer, ContactEvent, Lease, Session
from groundgame.campaign.canvass.opinions import NO_OPINIONS, keeps_no_opinions
from groundgame.campaign.canvass.outcomes import EFFECTS
from groundgame.campaign.canvass.reports import Report
from groundgame.campaign.canvass.state import merge_event
from groundgame.campaign.register.models import Elector


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a report: its event, whether it was new, and what the caller should know."""

    event: ContactEvent
    fresh: bool
    notices: tuple[str, ...] = ()


def save_contact(*, by: User, session: Session, report: Report) -> Saved:
    """Write a call into the contact log and do what follows from it.

    The same report twice changes nothing and answers the same. A lease that ran out, or passed to somebody else, still
    takes its one event, marked late: the conversation was real.

    Raises:
        ContactRefusedError: if the id was used for something else, the lease was never this caller's or was already
            answered for, or the answers are not the script's; nothing is changed.
    """
    try:
        return _save(by, session, report)
    except IntegrityError as error:  # one id, sent for two leases at one moment
        raise ContactRefusedError("This call was sent twice at once, for two electors. Send it again.") from error


@transaction.atomic
def _save(by: User, session: Session, report: Report) -> Saved:
    """Save in as few statements as it takes: two thousand callers share one database."""
    lease, now = _lock_lease(by, session, report)
    events = {event.pk: event for event in ContactEvent.objects.filter(Q(pk=report.event) | Q(lease=lease))}
    known = _already(by, report, events.pop(report.event, None))
    if known is not None:
        return Saved(known, fresh=False)
    _check_unanswered(list(events.values()))
    report.check_answers(session.script)
    event, notices = _write(by, lease, report, now)
    merge_event(event)
    close_lease(lease, Lease.Closing.SAVED)
    apply_effect(event, lease, report)
    return Saved(event, fresh=True, notices=notices)


def _already(by: User, report: Report, known: ContactEvent | None) -> ContactEvent | None:
    """Return the event of this id, if this very report made it; refuse any other use of the id."""
    if known is not None and (known.user_id != by.pk or known.digest != report.digest()):
        raise ContactRefusedError(
            f"This call was saved before, as \u201c{known.get_outcome_display()}\u201d, and stays so. "
            "To add what you learnt since, find the number under \u201cSomebody rings back\u201d."
        )
    return known


def _lock_lease(by: User, session: Session, report: Report) -> tuple[Lease, dt.datetime]:
    """Lock the caller's lease, and the elector's places before it; return it with the database's time."""
    lock_targets(Lease.objects.filter(token=report.token, user=by).values("elector"))
    mine = Lease.objects.filter(token=report.token, user=by, session=session).annotate(now=Now())
    lease = mine.select_for_update(of=("self",)).select_related("elector", "session").first()
    if lease is None:
        raise ContactRefusedError("This elector was never given to you in this phone bank, so nothing was saved.")
    return lease, lease.now


def _check_unanswered(answered: list[ContactEvent]) -> None:
    if answered:
        raise ContactRefusedError(
            f"This call was saved before, as \u201c{answered[0].get_outcome_display()}\u201d, "
            "perhaps in another window. Go on to your next call."
        )


def _write(by: User, lease: Lease, report: Report, now: dt.datetime) -> tuple[ContactEvent, tuple[str, ...]]:
    """Write the event, and of what was noted on the page only what may be kept; tell the caller what was left out."""
    elector = lease.called
    happened_at = _when(report.happened_at, lease, now)
    answers, note, notices = _kept(elector, report)
    event = ContactEvent.objects.create(
        id=report.event,
        borough=elector.borough,
        ward=elector.ward,
        session=lease.session,
        elector=elector,
        user=by,
        lease=lease,
        outcome=report.outcome,
        note=note,
        happened_at=happened_at,
        received_at=now,
        late=lease.closed_at is not None or lease.expires_at <= now,
        call_back_at=_call_back_at(report, happened_at),
        digest=report.digest(),
    )
    Answer.objects.bulk_create(
        Answer(event=event, question_key=key, value=value) for key, value in sorted(answers.items())
    )
    return event, notices


def _kept(elector: Elector, report: Report) -> tuple[Mapping[str, str], str, tuple[str, ...]]:
    """Return the answers and the note that may be kept, and a sentence for each thing that may not.

    Nothing of an elector who objects to it, be it with this very call; and no answers where nobody was reached.
    """
    effect = EFFECTS[report.outcome]
    if not report.answers and not report.note:
        return {}, "", ()
    if effect.suppression in NO_OPINIONS or keeps_no_opinions(elector):
        return {}, "", (f"{elector} has asked us to keep no opinions, so the answers and the note were left out.",)
    if report.answers and not effect.reached:
        return {}, report.note, (f"{elector} was not reached, so the answers that were ticked were left out.",)
    return report.answers, report.note, ()


def _when(said: dt.datetime | None, lease: Lease, now: dt.datetime) -> dt.datetime:
    """Return when the call happened: what the device says, but neither before it was given out nor after now."""
    return min(max(said or now, lease.leased_at), now)


def _call_back_at(report: Report, happened_at: dt.datetime) -> dt.datetime | None:
    """Return when to ring again: as agreed on the telephone, else as the outcome asks for."""
    if report.outcome != ContactEvent.Outcome.CALL_BACK:
        return None
    minutes = report.call_back_minutes or EFFECTS[report.outcome].retry_minutes or 0
    return happened_at + dt.timedelta(minutes=minutes)
