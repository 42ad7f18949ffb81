"""Somebody rings back: lease the very elector who is on the line."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass import rules
from groundgame.campaign.canvass.actions.leases import close_run_out, end_open_leases, lock_targets
from groundgame.campaign.canvass.clock import database_now
from groundgame.campaign.canvass.leasing import lease_of
from groundgame.campaign.canvass.models import ContactEvent, Lease, Session, Target
from groundgame.campaign.register.models import Elector
from groundgame.campaign.register.suppression import BARS_CALLS


@transaction.atomic
def ring_back(*, by: User, session: Session, elector: Elector) -> Lease:
    """Lease an elector of the session who rings back, in place of the one on the caller's screen.

    Raises:
        PermissionDenied: if the caller may not call now, nobody rang the elector in this session, the elector must not
            be shown or objects to our calls, or somebody else has them on the line.
    """
    rules.check_may_call(by, session)
    if not ContactEvent.objects.filter(session=session, elector=elector).exists():
        raise PermissionDenied("Nobody of this phone bank has rung that elector. Search for the number again.")
    rules.check_may_be_shown(elector)
    held = Lease.objects.filter(session=session, user=by, closed_at=None).values_list("elector_id", flat=True)
    lock_targets(sorted({*held, elector.pk}))
    if elector.suppressions.filter(lifted_at=None, kind__in=BARS_CALLS).exists():
        raise PermissionDenied(
            f"{elector} asked us not to call. Say that you are sorry, and that nobody will ring again."
        )
    end_open_leases(session, user=by)
    now = database_now()
    close_run_out(elector, now)
    expires = now + dt.timedelta(minutes=session.lease_minutes)
    Target.objects.filter(session=session, elector=elector, done_at=None).update(not_before=expires)
    try:
        with transaction.atomic():
            lease = Lease.objects.create(
                borough=elector.borough,
                session=session,
                elector=elector,
                household=elector.address_id,
                user=by,
                leased_at=now,
                expires_at=expires,
            )
    except IntegrityError as error:
        raise PermissionDenied(f"Somebody else is speaking with {elector} or their household now.") from error
    return lease_of(lease.pk)
