"""Take the next elector, hold on to them, skip them, pass to another of the household, let go."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass import rules
from groundgame.campaign.canvass.clock import database_now
from groundgame.campaign.canvass.errors import LeaseGoneError
from groundgame.campaign.canvass.hours import is_open_now
from groundgame.campaign.canvass.leasing import SHOWN, Pick, lease_of, own_lease, pick
from groundgame.campaign.canvass.models import Lease, Session, Target
from groundgame.campaign.register.models import Elector, Suppression
from groundgame.campaign.register.suppression import BARS_CALLS

# Each lost try means that another caller got an elector, so that many callers at once never go round in circles.
MOST_TRIES = 200
SKIP_MINUTES = 15
# A page that is left open overnight must not keep an elector from everybody else.
LONGEST_LEASES = 4


def take_next(*, by: User, session: Session) -> Lease | None:
    """Return the elector that the caller holds in the session, else lease the next one; None if there is none now.

    The lease is tried first, because it nearly always succeeds: a caller who holds one is stopped by the unique index.
    Not atomic as a whole, on purpose: each try is one statement, and sees what the others have taken since.

    Raises:
        PermissionDenied: if the person may not call in the session now.
    """
    rules.check_may_call(by, session)
    for _ in range(MOST_TRIES):
        picked = pick(session, by.pk) if is_open_now(session) else Pick(None, contested=False)
        # Nobody given: the caller may hold somebody already, perhaps in another window.
        lease = picked.lease or own_lease(session, by.pk)
        if lease is not None:
            return lease_of(lease)
        barred = _barred(by, session).update(closed_at=Now(), closed_by=Lease.Closing.ENDED)
        if not picked.contested and not barred:
            return None
    return None


def _barred(by: User, session: Session) -> QuerySet[Lease, Lease]:
    """Return the caller's open leases on electors who have objected meanwhile."""
    objecting = Suppression.objects.filter(elector=OuterRef("elector"), lifted_at=None, kind__in=BARS_CALLS)
    return Lease.objects.filter(Exists(objecting), session=session, user=by, closed_at=None)


def held_lease(*, by: User, session: Session) -> Lease | None:
    """Return the lease that the caller holds in the session, without taking one; none on whoever has objected."""
    mine = SHOWN.filter(session=session, user=by, closed_at=None)
    return mine.exclude(pk__in=_barred(by, session)).first()


@transaction.atomic
def renew_lease(*, by: User, token: UUID) -> dt.datetime:
    """Hold on to an elector for as long as a new lease would; return until when.

    Raises:
        LeaseGoneError: if it is no longer the caller's, or has been held too long already.
    """
    lease = _lock_open(by, token)
    minutes = dt.timedelta(minutes=lease.session.lease_minutes)
    if database_now() > lease.leased_at + LONGEST_LEASES * minutes:
        raise LeaseGoneError("You have held this elector for too long. Save the call, or skip it.")
    Lease.objects.filter(pk=lease.pk).update(expires_at=Now() + minutes)
    lease.refresh_from_db(fields=["expires_at"])
    return lease.expires_at


@transaction.atomic
def skip(*, by: User, token: UUID) -> None:
    """Put an elector back without a call; they come round again later.

    Raises:
        LeaseGoneError: if it is no longer the caller's.
    """
    lease = _lock_open(by, token)
    close_lease(lease, Lease.Closing.SKIPPED)
    _put_back(lease, database_now() + dt.timedelta(minutes=SKIP_MINUTES))


@transaction.atomic
def end_lease(*, by: User, session: Session) -> None:
    """Stop calling: put the elector back for the next caller."""
    end_open_leases(session, user=by)


@transaction.atomic
def switch_elector(*, by: User, token: UUID, to: Elector) -> Lease:
    """Pass a lease to another elector of the household, the one who answered; return the new lease.

    The first elector comes round again as after an attempt, uncounted.

    Raises:
        LeaseGoneError: if it is no longer the caller's.
        PermissionDenied: if the other does not live there, or must not be contacted.
    """
    lease = _lock_open(by, token, also=to)
    if lease.household is None or to.address_id != lease.household or to.left_at is not None:
        raise PermissionDenied(f"{to} is not of this household. Choose one of the people listed.")
    if to.suppressions.filter(lifted_at=None, kind__in=BARS_CALLS).exists():
        raise PermissionDenied(f"{to} asked not to be rung. Choose another of the household, or end the call.")
    close_lease(lease, Lease.Closing.SWITCHED)
    _put_back(lease, database_now() + dt.timedelta(hours=2))
    return _lease_to(lease, to)


def _lease_to(lease: Lease, to: Elector) -> Lease:
    """Open the lease that follows one just closed, on another elector of its household."""
    now = database_now()
    expires = now + dt.timedelta(minutes=lease.session.lease_minutes)
    Target.objects.filter(session=lease.session, elector=to, done_at=None).update(not_before=expires, held_until=None)
    close_run_out(to, now)
    try:
        with transaction.atomic():
            return Lease.objects.create(
                borough=lease.borough,
                session=lease.session,
                elector=to,
                household=lease.household,
                user=lease.user,
                leased_at=now,
                expires_at=expires,
            )
    except IntegrityError as error:
        raise LeaseGoneError(f"Somebody else is ringing {to} now. Save the call for the elector shown.") from error


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
    whose = Q(session=session, closed_at=None) & (Q(user=user) if user is not None else Q())
    electors = list(Lease.objects.filter(whose).order_by("elector_id").values_list("elector_id", flat=True))
    if not electors:
        return
    with transaction.atomic():
        lock_targets(electors)
        Lease.objects.filter(whose, elector__in=electors).update(closed_at=Now(), closed_by=Lease.Closing.ENDED)
        # The head of the queue: nobody has rung them yet.
        put_back = Target.objects.filter(session=session, elector__in=electors, done_at=None)
        put_back.update(not_before=session.created_at)


def lock_targets(electors: Iterable[int] | QuerySet[Any, Any]) -> None:
    """Lock the electors' places in every session: always before leases, and in one order, so that no ring forms."""
    list(Target.objects.filter(elector__in=electors).order_by("pk").select_for_update().values_list("pk"))


def _lock_open(by: User, token: UUID, also: Elector | None = None) -> Lease:
    """Lock a caller's open lease and what hangs on it."""
    known = Lease.objects.filter(token=token, user=by).first()
    if known is None:
        raise LeaseGoneError("This elector was never given to you. Go on to your next call.")
    lock_targets(sorted({known.elector_id} | ({also.pk} if also else set())))
    lease = Lease.objects.select_for_update(of=("self",)).select_related("session").get(pk=known.pk)
    if lease.closed_at is not None:
        raise LeaseGoneError("This elector is no longer with you. Go on to your next call.")
    return lease


def _put_back(lease: Lease, when: dt.datetime) -> None:
    Target.objects.filter(session=lease.session, elector=lease.elector_id, done_at=None).update(not_before=when)
