"""Give a walk out and have it back: its doors are leased meanwhile."""

import datetime as dt

from django.db import transaction
from django.db.models import Max

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.canvass.clock import database_now
from groundgame.campaign.canvass.models import Lease, Session
from groundgame.campaign.doorstep import rules
from groundgame.campaign.doorstep.errors import WalkRefusedError
from groundgame.campaign.doorstep.leasing import end_leases, lease_doors
from groundgame.campaign.doorstep.models import Canvasser, Outing, Walk


@transaction.atomic
def give_walk(*, by: User, walk: Walk, user: User | None = None, on_paper: bool = False) -> Outing:
    """Give a walk out, to a volunteer or to whoever opens its link, and lease those of its doors that are free.

    On paper it is out for as long as a knocked door rests: until it is typed, nobody knows what was knocked.

    Raises:
        PermissionDenied: if the person does not run the round.
        WalkRefusedError: if the walk is out or closed, the round is closed, or none of its doors is free.
    """
    rules.check_may_run_round(by, walk.session)
    settle_run_out(session=walk.session)
    walk = Walk.objects.select_for_update(of=("self",)).select_related("session__round").get(pk=walk.pk)
    check_at_home(walk)
    kept, now = walk.session.round, database_now()
    out_for = dt.timedelta(days=kept.rest_days) if on_paper else dt.timedelta(hours=kept.lease_hours)
    outing = Outing.objects.create(
        borough=walk.borough,
        walk=walk,
        on_paper=on_paper,
        user=user,
        given_by=by,
        given_at=now,
        expires_at=now + out_for,
    )
    leased = lease_doors(outing, (user or by).pk)
    if not leased:
        raise WalkRefusedError(
            f"No door of walk {walk.number} can be knocked now: each was knocked within {kept.rest_days} days, "
            "is out or being rung, or has nobody left to ask for. Cut the round again."
        )
    if user is not None:
        Canvasser.objects.create(outing=outing, user=user)
    details = {"walk": walk.number, "doors": leased, "user": user.pk if user else None, "on_paper": on_paper}
    audit.record(by=by, action="doorstep.give_walk", subject=walk.session, area=walk.ward, **details)
    return outing


def check_at_home(walk: Walk) -> None:
    """Refuse a walk that is out or closed, or whose round is.

    Raises:
        WalkRefusedError: with who has it, and since when.
    """
    if walk.session.closed_at is not None:
        raise WalkRefusedError("This round of doors is closed. Make another one.")
    if walk.closed_at is not None:
        raise WalkRefusedError(f"Walk {walk.number} is closed: its doors were cut anew, or moved to another walk.")
    out = walk.outings.filter(ended_at=None).select_related("user").first()
    if out is not None:
        whom = "on paper" if out.on_paper else f"with {out.user}" if out.user else "with whoever has its link"
        raise WalkRefusedError(f"Walk {walk.number} is out {whom}. Take it back first.")


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
    end_outing(outing, why)
    walk = outing.walk
    audit.record(by=by, action=f"doorstep.{why}", subject=walk.session, area=walk.ward, walk=walk.number)


def end_outing(outing: Outing, why: Outing.Ending) -> None:
    """End an outing that is locked, and its doors' leases with it."""
    closing = Lease.Closing.EXPIRED if why == Outing.Ending.RAN_OUT else Lease.Closing.ENDED
    end_leases(outing.walk_id, closing)
    outing.ended_at, outing.ended_by = database_now(), why
    outing.save(update_fields=["ended_at", "ended_by"])


@transaction.atomic
def settle_run_out(*, session: Session) -> int:
    """End the walks of a round that have run out, where nobody did; return how many."""
    late = Outing.objects.filter(walk__session=session, ended_at=None, expires_at__lte=database_now())
    run_out = list(late.select_for_update(of=("self",), skip_locked=True).select_related("walk"))
    for outing in run_out:
        end_outing(outing, Outing.Ending.RAN_OUT)
    return len(run_out)


def next_number(session: Session) -> int:
    """Return the number of the session's next walk."""
    return int(session.walks.aggregate(Max("number"))["number__max"] or 0) + 1
