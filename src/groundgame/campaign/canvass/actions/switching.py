"""Somebody else of the household answered: pass the lease to them."""

import datetime as dt
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass import rules
from groundgame.campaign.canvass.actions.leases import close_lease, close_run_out, lock_open, put_back
from groundgame.campaign.canvass.clock import database_now
from groundgame.campaign.canvass.errors import LeaseGoneError
from groundgame.campaign.canvass.models import Lease, Target
from groundgame.campaign.register.models import Elector
from groundgame.campaign.register.suppression import BARS_CALLS, callable_numbers


@transaction.atomic
def switch_elector(*, by: User, token: UUID, to: Elector, number: int | None = None) -> Lease:
    """Pass a lease to another elector of the household, the one who answered; return the new lease.

    The first elector comes round again as after an attempt, uncounted. `number` is the id of the number that was
    dialled; the new lease keeps the line, for an objection bars the line that rang, whoever's it is.

    Raises:
        LeaseGoneError: if it is no longer the caller's.
        PermissionDenied: if the other does not live there, or must not be shown or contacted.
    """
    lease = lock_open(by, token, also=to)
    if lease.household is None or to.address_id != lease.household or to.left_at is not None:
        raise PermissionDenied("This elector is not of the household. Choose one of the people listed.")
    rules.check_may_be_shown(to)
    if to.suppressions.filter(lifted_at=None, kind__in=BARS_CALLS).exists():
        raise PermissionDenied(f"{to} asked not to be rung. Choose another of the household, or end the call.")
    dialled = lease.dialled or _dialled(lease.called, number)
    close_lease(lease, Lease.Closing.SWITCHED)
    put_back(lease, database_now() + dt.timedelta(hours=2))
    return _lease_to(lease, to, dialled)


def _dialled(elector: Elector, number: int | None) -> str:
    """Return the line that was rung: the number that the page names, else the first that it offered."""
    offered = {one.pk: one.e164 for one in callable_numbers(elector)}
    first = next(iter(offered.values()), "")
    return first if number is None else offered.get(number, first)


def _lease_to(lease: Lease, to: Elector, dialled: str) -> Lease:
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
                dialled=dialled,
                user=lease.user,
                leased_at=now,
                expires_at=expires,
            )
    except IntegrityError as error:
        raise LeaseGoneError(f"Somebody else is ringing {to} now. Save the call for the elector shown.") from error
