"""Save what came of a call, once, however often it is sent, and never lose it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from groundgame.campaign.accounts.models import User
from groundgame.campaign.accounts.statements import Values, firsts
from groundgame.campaign.canvass.actions.follow_up import effect_of
from groundgame.campaign.canvass.calls import Call, lock_call, written
from groundgame.campaign.canvass.errors import ContactRefusedError
from groundgame.campaign.canvass.models import ContactEvent, Lease, Session
from groundgame.campaign.canvass.opinions import NO_OPINIONS
from groundgame.campaign.canvass.outcomes import EFFECTS
from groundgame.campaign.canvass.reports import Report
from groundgame.campaign.canvass.wordings import wording_said


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
    settled = settle(by=by, session=session, report=report)
    if settled.write is not None:
        finish(settled, settled.write)
    return settled.saved


@dataclass(frozen=True, slots=True)
class Settled:
    """A report that may be saved: by the statement `write`, or None of it where it was saved before.

    `any_due` tells whether an hour that was promised has come.
    """

    saved: Saved
    write: tuple[str, Values] | None = None
    any_due: bool = True


def settle(*, by: User, session: Session, report: Report) -> Settled:
    """Lock what a report is about and do what comes before it is written.

    In as few statements as it takes: ten thousand callers share one database.

    Raises:
        ContactRefusedError: as `save_contact`.
    """
    call = _lock_call(by, session, report)
    known = _already(by, report, call.events.pop(str(report.event), None))
    if known is not None:
        return Settled(Saved(known, fresh=False))
    _check_unanswered(list(call.events.values()))
    report.check_answers(session.script)
    answers, note, notices = _kept(call, report)
    event = _event(by, session, call, report, note)
    write = written(event, answers, call.lease, effect_of(event, call.lease, report))
    return Settled(Saved(event, fresh=True, notices=notices), write, call.any_due)


def finish(settled: Settled, *asked: tuple[str, Values]) -> list[tuple[Any, ...] | None]:
    """Write a report that was settled, do what is asked after it, and commit; return the first row of each."""
    rows = firsts(*asked, ends=True)
    settled.saved.event._state.adding = False  # noqa: SLF001 (as Django itself marks a row that stands)
    return rows


def _already(by: User, report: Report, known: Mapping[str, Any] | None) -> ContactEvent | None:
    """Return the event of this id, if this very report made it; refuse any other use of the id."""
    if known is None:
        return None
    if known["user"] != by.pk or known["digest"] != report.digest():
        raise ContactRefusedError(
            f"This call was saved before, as \u201c{_label(known)}\u201d, and stays so. "
            "To add what you learnt since, find the number under \u201cSomebody rings back\u201d."
        )
    return ContactEvent.objects.get(pk=report.event)


def _label(event: Mapping[str, Any]) -> str:
    return ContactEvent.Outcome(event["outcome"]).label


def _lock_call(by: User, session: Session, report: Report) -> Call:
    """Lock the caller's lease, and the elector's places before it, and return what stands once they are locked."""
    call = lock_call(by, session, token=report.token, event=report.event)
    if call is None:
        raise ContactRefusedError("This elector was never given to you in this phone bank, so nothing was saved.")
    return call


def _check_unanswered(answered: list[Mapping[str, Any]]) -> None:
    if answered:
        raise ContactRefusedError(
            f"This call was saved before, as \u201c{_label(answered[0])}\u201d, "
            "perhaps in another window. Go on to your next call."
        )


def _event(by: User, session: Session, call: Call, report: Report, note: str) -> ContactEvent:
    """Return the event of a report, with what may be kept of the note."""
    lease, elector, now = call.lease, call.elector, call.now
    happened_at = _when(report.happened_at, lease, now)
    return ContactEvent(
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
        wording=wording_said(session, elector, lease.household),
    )


def _kept(call: Call, report: Report) -> tuple[Mapping[str, str], str, tuple[str, ...]]:
    """Return the answers and the note that may be kept, and a sentence for each thing that may not.

    Nothing of an elector who objects to it, be it with this very call; and no answers where nobody was reached.
    """
    effect, elector = EFFECTS[report.outcome], call.elector
    if not report.answers and not report.note:
        return {}, "", ()
    if effect.suppression in NO_OPINIONS or call.keeps_no_opinions:
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
    if report.call_back_at is not None:
        return report.call_back_at
    minutes = report.call_back_minutes or EFFECTS[report.outcome].retry_minutes or 0
    return happened_at + dt.timedelta(minutes=minutes)
