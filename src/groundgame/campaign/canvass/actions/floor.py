"""Run the floor while people ring: pause, go on, move somebody, take an elector back, put one session first."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.canvass import rules
from groundgame.campaign.canvass.actions.leases import lock_targets
from groundgame.campaign.canvass.clock import database_now
from groundgame.campaign.canvass.models import Caller, Lease, Session, Target

MOST_PRIORITY = 9


def pause_session(*, by: User, session: Session) -> None:
    """Give nobody out for a while. Calls that are open go on, and can be saved.

    Raises:
        PermissionDenied: if the person does not run the session.
    """
    _set(by, session, "canvass.pause_session", paused_at=timezone.now())


def resume_session(*, by: User, session: Session) -> None:
    """Give calls out again.

    Raises:
        PermissionDenied: if the person does not run the session.
    """
    _set(by, session, "canvass.resume_session", paused_at=None)


def set_priority(*, by: User, session: Session, priority: int) -> None:
    """Put a session before others that its volunteers may work in, or after them: the higher comes first.

    Raises:
        PermissionDenied: if the person does not run the session.
        ValueError: if it is higher or lower than there is.
    """
    if abs(priority) > MOST_PRIORITY:
        raise ValueError(f"{priority} is no priority: give one from -{MOST_PRIORITY} to {MOST_PRIORITY}.")
    _set(by, session, "canvass.set_priority", priority=priority)


@transaction.atomic
def _set(by: User, session: Session, action: str, **values: object) -> None:
    rules.check_may_run_session(by, session)
    Session.objects.filter(pk=session.pk).update(**values)
    for name, value in values.items():
        setattr(session, name, value)
    details = {name: str(value) for name, value in values.items() if value is not None}
    audit.record(by=by, action=action, subject=session, area=session.area, **details)


@transaction.atomic
def pause_caller(*, by: User, caller: Caller) -> None:
    """Give somebody no next call; the one they are on goes on, and the one fetched ahead goes back.

    Raises:
        PermissionDenied: if the person does not run the session.
    """
    _note(by, caller, "canvass.pause_caller")
    Caller.objects.filter(pk=caller.pk).update(paused_at=timezone.now())
    _give_back(Lease.objects.filter(session=caller.session, user=caller.user_id, ahead=True, closed_at=None).first())


@transaction.atomic
def resume_caller(*, by: User, caller: Caller) -> None:
    """Let somebody who was paused go on.

    Raises:
        PermissionDenied: if the person does not run the session.
    """
    _note(by, caller, "canvass.resume_caller")
    Caller.objects.filter(pk=caller.pk).update(paused_at=None)


@transaction.atomic
def move_caller(*, by: User, caller: Caller, to: Session) -> Caller:
    """Send somebody to another session; the call that they are on can be saved first. Return their place there.

    Raises:
        PermissionDenied: if the person does not run both, or the other is closed or at the door.
    """
    _note(by, caller, "canvass.move_caller", to=to.pk)
    rules.check_may_run_session(by, to)
    if to.closed_at is not None or to.channel != caller.session.channel or to.pk == caller.session_id:
        raise PermissionDenied(f"{to} is closed, or no phone bank to move to. Choose another one.")
    now = timezone.now()
    place, _ = Caller.objects.get_or_create(session=to, user=caller.user)
    place.admitted_at, place.removed_at, place.paused_at = now, None, None
    place.save(update_fields=["admitted_at", "removed_at", "paused_at"])
    Caller.objects.filter(pk=caller.pk).update(removed_at=now, paused_at=None)
    _give_back(Lease.objects.filter(session=caller.session, user=caller.user_id, ahead=True, closed_at=None).first())
    audit.record(by=by, action="canvass.admit", subject=to, area=to.area, user=caller.user_id)
    return place


@transaction.atomic
def release_lease(*, by: User, lease: Lease) -> None:
    """Take an elector back from whoever has them; what was said on the call can still be saved, marked late.

    Raises:
        PermissionDenied: if the person does not run the session.
    """
    rules.check_may_run_session(by, lease.session)
    session = lease.session
    audit.record(by=by, action="canvass.release_lease", subject=session, area=session.area, user=lease.user_id)
    _give_back(lease)


def _note(by: User, caller: Caller, action: str, **details: object) -> None:
    rules.check_may_run_session(by, caller.session)
    session = caller.session
    audit.record(by=by, action=action, subject=session, area=session.area, user=caller.user_id, **details)


def _give_back(lease: Lease | None) -> None:
    """End a lease, and put its elector and their household where they stood in the queue: places before leases."""
    if lease is None or lease.elector_id is None:
        return
    lock_targets([lease.elector_id])
    now = database_now()
    ended = Lease.objects.filter(pk=lease.pk, closed_at=None).update(closed_at=now, closed_by=Lease.Closing.ENDED)
    if ended:
        mine = Target.objects.filter(session=lease.session, elector=lease.elector_id, done_at=None)
        mine.update(not_before=lease.session.created_at)
