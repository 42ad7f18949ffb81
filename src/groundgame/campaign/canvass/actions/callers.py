"""Volunteers of a session: they ask, are let in, and may be removed."""

import datetime as dt
from contextlib import suppress

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.canvass import rules
from groundgame.campaign.canvass.actions.leases import end_open_leases
from groundgame.campaign.canvass.models import Caller, Session

MOST_CALLERS = 20_000  # that an organiser may allow
COUNTED_SECONDS = 5
SEEN_EVERY = dt.timedelta(minutes=1)


@transaction.atomic
def ask_to_join(*, by: User, session: Session) -> Caller:
    """Ask for a place in a session, or return the place that the person has.

    Whoever runs the session is let in at once, as is everybody where the session is open to all with the link.

    Raises:
        PermissionDenied: if the session is closed or full, or the person was removed from it.
    """
    if session.closed_at is not None:
        raise PermissionDenied("This phone bank is closed. Ask the organiser for the link of the next one.")
    known = rules.caller_in(by, session)
    if known is None:
        known = _new_caller(by, session)
    if known.removed_at is not None:
        raise PermissionDenied("You are no longer a caller of this phone bank. Ask its organiser.")
    if known.admitted_at is None and _lets_in(by, session):
        known.admitted_at = timezone.now()
        known.save(update_fields=["admitted_at"])
    return known


def _new_caller(user: User, session: Session) -> Caller:
    if _recent_count(session) >= session.most_callers:
        raise PermissionDenied(
            f"{session.most_callers:,} volunteers have come to this phone bank, as many as its organiser allows. Ask "
            "the organiser to allow more, on the phone bank's page."
        )
    caller, made = Caller.objects.get_or_create(session=session, user=user)
    if made:
        with suppress(ValueError):  # not counted lately
            cache.incr(_count_key(session))
        audit.record(by=user, action="canvass.ask_to_join", subject=session, area=session.area)
    return caller


def _recent_count(session: Session) -> int:
    """Return how many callers there were some seconds ago: ten thousand who join count each other each time."""
    return int(cache.get_or_set(_count_key(session), session.callers.count, COUNTED_SECONDS) or 0)


def _count_key(session: Session) -> str:
    return f"callers:{session.pk}"


def _lets_in(user: User, session: Session) -> bool:
    return session.admission == Session.Admission.OPEN or rules.may_run_session(user, session)


@transaction.atomic
def allow_callers(*, by: User, session: Session, most_callers: int) -> None:
    """Say how many volunteers may come to a session, those included who were removed from it.

    Raises:
        PermissionDenied: if the person does not run the session.
    """
    rules.check_may_run_session(by, session)
    session.most_callers = most_callers
    session.save(update_fields=["most_callers"])
    audit.record(by=by, action="canvass.allow_callers", subject=session, area=session.area, most_callers=most_callers)


@transaction.atomic
def admit(*, by: User, caller: Caller) -> None:
    """Let a volunteer in, or in again.

    Raises:
        PermissionDenied: if the person does not run the session.
    """
    rules.check_may_run_session(by, caller.session)
    caller.admitted_at, caller.removed_at = timezone.now(), None
    caller.save(update_fields=["admitted_at", "removed_at"])
    session = caller.session
    audit.record(by=by, action="canvass.admit", subject=session, area=session.area, user=caller.user_id)


@transaction.atomic
def admit_all(*, by: User, session: Session) -> int:
    """Let in everybody who waits; return how many.

    Raises:
        PermissionDenied: if the person does not run the session.
    """
    rules.check_may_run_session(by, session)
    count = session.callers.filter(admitted_at=None, removed_at=None).update(admitted_at=timezone.now())
    audit.record(by=by, action="canvass.admit_all", subject=session, area=session.area, callers=count)
    return count


@transaction.atomic
def remove_caller(*, by: User, caller: Caller) -> None:
    """Take a volunteer's place away and end the lease they hold.

    Raises:
        PermissionDenied: if the person does not run the session.
    """
    rules.check_may_run_session(by, caller.session)
    caller.removed_at = timezone.now()
    caller.save(update_fields=["removed_at"])
    end_open_leases(caller.session, user=caller.user)
    session = caller.session
    audit.record(by=by, action="canvass.remove_caller", subject=session, area=session.area, user=caller.user_id)


def see_caller(*, caller: Caller) -> None:
    """Note that a caller is here, at most once a minute, so that thousands of them cost little."""
    now = timezone.now()
    if caller.last_seen_at is None or caller.last_seen_at < now - SEEN_EVERY:
        Caller.objects.filter(pk=caller.pk).update(last_seen_at=now)
