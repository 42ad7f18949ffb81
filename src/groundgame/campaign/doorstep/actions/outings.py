"""Have walks back: their doors are free then."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.canvass.clock import database_now
from groundgame.campaign.canvass.models import Lease, Session
from groundgame.campaign.doorstep import rules
from groundgame.campaign.doorstep.leasing import end_leases
from groundgame.campaign.doorstep.models import Outing


@transaction.atomic
def take_back(*, by: User, outing: Outing) -> None:
    """Take a walk back: doors that nobody knocked can be given out again at once.

    Raises:
        PermissionDenied: if the person does not run the round.
    """
    rules.check_may_run_round(by, outing.walk.session)
    _end(by, outing, Outing.Ending.TAKEN_BACK)


@transaction.atomic
def finish(*, by: User, outing: Outing) -> None:
    """End a walk that is done, as whoever is on it or runs the round.

    Raises:
        PermissionDenied: if the person is neither.
    """
    if not rules.may_run_round(by, outing.walk.session):
        rules.check_may_be_on(by, outing)
    _end(by, outing, Outing.Ending.FINISHED)


def _end(by: User, outing: Outing, why: Outing.Ending) -> None:
    outing = Outing.objects.select_for_update(of=("self",)).select_related("walk__session").get(pk=outing.pk)
    if outing.ended_at is not None:
        return
    end_outings([outing], why)
    walk = outing.walk
    audit.record(by=by, action=f"doorstep.{why}", subject=walk.session, area=walk.ward, walk=walk.number)


def end_outings(outings: Sequence[Outing], why: Outing.Ending) -> None:
    """End outings that are locked, and their doors' leases with them."""
    closing = Lease.Closing.EXPIRED if why == Outing.Ending.RAN_OUT else Lease.Closing.ENDED
    end_leases([outing.walk_id for outing in outings], closing)
    now = database_now()
    for outing in outings:
        outing.ended_at, outing.ended_by = now, why
    Outing.objects.filter(pk__in=[outing.pk for outing in outings]).update(ended_at=now, ended_by=why)


@transaction.atomic
def settle_run_out(*, session: Session) -> int:
    """End the walks of a round that have run out, where nobody did; return how many."""
    late = Outing.objects.filter(walk__session=session, ended_at=None, expires_at__lte=database_now())
    run_out = list(late.order_by("pk").select_for_update(of=("self",), skip_locked=True))
    if run_out:
        end_outings(run_out, Outing.Ending.RAN_OUT)
    return len(run_out)


def next_number(session: Session) -> int:
    """Return the number of the session's next walk."""
    return int(session.walks.aggregate(Max("number"))["number__max"] or 0) + 1
