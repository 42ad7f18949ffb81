"""Take the next elector, hold on to them, skip them, let go."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass import rules
from groundgame.campaign.canvass.clock import database_now
from groundgame.campaign.canvass.errors import LeaseGoneError
from groundgame.campaign.canvass.hours import is_open_now
from groundgame.campaign.canvass.leasing import (
    ASIDE_SECONDS,
    ASIDE_TARGETS,
    Held,
    has_passed_over,
    lease_of,
    own_lease,
    pick,
    promote,
    promote_and_pick,
    put_aside,
    put_off,
)
from groundgame.campaign.canvass.models import Caller, Lease, Session, Target
from groundgame.campaign.register.models import Elector, Suppression
from groundgame.campaign.register.suppression import BARS_CALLS


@dataclass(frozen=True, slots=True)
class Hand:
    """What a caller holds: the lease on the screen with its token, and the one that was fetched ahead (ids)."""

    now: int | None
    ahead: int | None
    token: UUID | None = None


# Each lost try means that another caller got an elector, so that many callers at once never go round in circles.
MOST_TRIES = 200
SKIP_MINUTES = 15
# A page that is left open overnight must not keep an elector from everybody else.
LONGEST_LEASES = 4


def take_next(*, by: User, session: Session) -> Lease | None:
    """Return the elector that the caller holds in the session, else lease the next one; None if there is none now.

    Raises:
        PermissionDenied: if the person may not call in the session now.
    """
    held = hold_next(by=by, session=session)
    return None if held is None else lease_of(held.id)


def hold_next(*, by: User, session: Session, place: Caller | None = None) -> Held | None:
    """Do the same, and return no more of the lease than its key: a page reads the elector by itself.

    Raises:
        PermissionDenied: if the person may not call in the session now.
    """
    rules.check_may_call(by, session, place)
    return _take(by, session)


def go_on(*, by: User, session: Session, place: Caller | None = None) -> Hand:
    """Return whom the caller holds, as `hold_next` does, and fetch the call after it ahead.

    So the page can go on to it without waiting. `place` is the caller's in the session, where it was just read.

    Raises:
        PermissionDenied: if the person may not call in the session now.
    """
    rules.check_may_call(by, session, place)
    if not is_open_now(session):
        return _after_hours(by, session)
    clear_head(session)
    now, fetched = promote_and_pick(session, by.pk)
    # Nothing was shown anew: the page has not moved on, or nothing was ahead, and what was fetched is for now.
    now = now or own_lease(session, by.pk) or promote(session, by.pk) or _take(by, session)
    if fetched.contested is not None:
        put_off(session, fetched.contested)
    if now is None:
        return Hand(None, None)
    ahead = fetched.held if fetched.held not in (None, now) else _take(by, session, ahead=True)
    return Hand(now.id, None if ahead is None else ahead.id, now.token)


def _after_hours(by: User, session: Session) -> Hand:
    """Let the caller finish the call on the screen; what was fetched ahead goes back."""
    _end_open(session, Q(user=by, ahead=True))
    held = _on_screen(by, session)
    return Hand(None, None) if held is None else Hand(held.id, None, held.token)


def _on_screen(by: User, session: Session) -> Held | None:
    """Return the lease of the call on the caller's screen, as long as it has not run out; never renew it."""
    on_screen = Lease.objects.filter(session=session, user=by, ahead=False, channel=Lease.Channel.PHONE)
    held = on_screen.filter(~_objected(), closed_at=None, expires_at__gt=Now()).first()
    return None if held is None else Held(held.pk, held.token)


def _take(by: User, session: Session, *, ahead: bool = False) -> Held | None:
    """Return the lease that the caller holds, else lease the next elector; out of hours nobody is given out.

    The lease is tried first, because it nearly always succeeds: a caller who holds one is stopped by the unique index.
    Not atomic as a whole, on purpose: each try is one statement, and sees what the others have taken since.
    """
    if not is_open_now(session):
        return None if ahead else _on_screen(by, session)
    clear_head(session)
    for _ in range(MOST_TRIES):
        picked = pick(session, by.pk, ahead=ahead)
        # Nobody given: the caller may hold somebody already, perhaps in another window, or have one fetched ahead.
        held = picked.held or own_lease(session, by.pk, ahead=ahead) or (None if ahead else promote(session, by.pk))
        if held is not None:
            return held
        if picked.contested is not None:
            put_off(session, picked.contested)
        barred = _barred(by, session).update(closed_at=Now(), closed_by=Lease.Closing.ENDED)
        if picked.contested is None and not barred and not has_passed_over(session, by.pk):
            return None
    return None


def clear_head(session: Session) -> None:
    """Put aside who must not be rung, once in a while; at once again while there are very many of them."""
    key = f"aside:{session.pk}"
    if cache.add(key, 1, ASIDE_SECONDS) and put_aside(session) > ASIDE_TARGETS // 2:
        cache.delete(key)


def _barred(by: User, session: Session) -> QuerySet[Lease, Lease]:
    """Return the caller's open leases on electors who have objected meanwhile."""
    return Lease.objects.filter(_objected(), session=session, user=by, closed_at=None)


def _objected() -> Exists:
    """Tell, in a query of leases, whether their elector has objected to being rung."""
    return Exists(Suppression.objects.filter(elector=OuterRef("elector"), lifted_at=None, kind__in=BARS_CALLS))


def held_lease(*, by: User, session: Session) -> Held | None:
    """Hold on to the lease that the caller has in the session, and return it; never take one.

    Whoever sees an elector holds them: a lease that ran out is renewed, or was given to somebody else and is gone. None
    on whoever has objected; out of hours, on whoever was not on the screen in time.
    """
    return own_lease(session, by.pk) if is_open_now(session) else _on_screen(by, session)


@transaction.atomic
def renew_lease(*, by: User, token: UUID) -> dt.datetime:
    """Hold on to an elector for as long as a new lease would; return until when.

    Raises:
        LeaseGoneError: if it is no longer the caller's, has been held too long already, or its elector has objected.
    """
    lease = lock_open(by, token)
    if _barred(by, lease.session).filter(pk=lease.pk).exists():
        raise LeaseGoneError("This elector has asked not to be rung. Do not ring; go on to your next call.")
    minutes = dt.timedelta(minutes=lease.session.lease_minutes)
    if database_now() > lease.leased_at + LONGEST_LEASES * minutes:
        raise LeaseGoneError("You have held this elector for too long. Save the call, or skip it.")
    if is_open_now(lease.session):  # after hours a call may end, and none begins
        Lease.objects.filter(pk=lease.pk).update(expires_at=Now() + minutes)
        lease.refresh_from_db(fields=["expires_at"])
    return lease.expires_at


@transaction.atomic
def skip(*, by: User, token: UUID) -> None:
    """Put an elector back without a call; they come round again later, and so do the others of the household.

    Raises:
        LeaseGoneError: if it is no longer the caller's.
    """
    lease = lock_open(by, token)
    close_lease(lease, Lease.Closing.SKIPPED)
    put_back(lease, database_now() + dt.timedelta(minutes=SKIP_MINUTES))


@transaction.atomic
def end_lease(*, by: User, session: Session) -> None:
    """Stop calling: put the elector back for the next caller."""
    end_open_leases(session, user=by)


def close_lease(lease: Lease, why: str) -> None:
    """Close a lease that is locked."""
    Lease.objects.filter(pk=lease.pk, closed_at=None).update(closed_at=Now(), closed_by=why)


def close_run_out(elector: Elector, now: dt.datetime) -> None:
    """Close the leases on an elector, or on another of the household, that ran out and were taken by nobody since."""
    household = Q() if elector.address_id is None else Q(household=elector.address_id)
    run_out = Lease.objects.filter(Q(elector=elector) | household, closed_at=None, expires_at__lte=now)
    run_out.update(closed_at=now, closed_by=Lease.Closing.EXPIRED)


def end_open_leases(session: Session, user: User | None = None) -> None:
    """End the open leases of a session, or of one caller in it, and put their electors back at once."""
    _end_open(session, Q(user=user) if user is not None else Q())


def _end_open(session: Session, which: Q) -> None:
    """End open leases of a session and put their electors at the head of the queue: nobody has rung them yet.

    The others of a household stay held: whoever is next given the elector holds them anew, and saving frees them.
    """
    found = Lease.objects.filter(which, session=session, closed_at=None, channel=Lease.Channel.PHONE)
    electors = list(found.order_by("elector_id").values_list("elector_id", flat=True))
    if not electors:
        return
    with transaction.atomic():
        lock_targets(electors)
        found.filter(elector__in=electors).update(closed_at=Now(), closed_by=Lease.Closing.ENDED)
        put_back = Target.objects.filter(session=session, elector__in=electors, done_at=None)
        put_back.update(not_before=session.created_at)


def lock_targets(electors: Iterable[int] | QuerySet[Any, Any]) -> None:
    """Lock the electors' places in every session: always before leases, and in one order, so that no ring forms."""
    list(Target.objects.filter(elector__in=electors).order_by("pk").select_for_update().values_list("pk"))


def lock_open(by: User, token: UUID, also: Elector | None = None) -> Lease:
    """Lock a caller's open lease and what hangs on it.

    Raises:
        LeaseGoneError: if it is no longer the caller's.
    """
    known = Lease.objects.filter(token=token, user=by, channel=Lease.Channel.PHONE).select_related("elector").first()
    if known is None:
        raise LeaseGoneError("This elector was never given to you. Go on to your next call.")
    lock_targets(sorted({known.called.pk} | ({also.pk} if also else set())))
    lease = Lease.objects.select_for_update(of=("self",)).select_related("session").get(pk=known.pk)
    if lease.closed_at is not None:
        raise LeaseGoneError("This elector is no longer with you. Go on to your next call.")
    return lease


def put_back(lease: Lease, when: dt.datetime) -> None:
    """Let the session give the lease's elector out again from then on."""
    Target.objects.filter(session=lease.session, elector=lease.elector_id, done_at=None).update(not_before=when)
