"""Make a round of doors, cut it into walks, close it."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.canvass.actions import close_session, make_session
from groundgame.campaign.canvass.models import Session
from groundgame.campaign.doorstep import rules
from groundgame.campaign.doorstep.actions.outings import end_outings, settle_run_out
from groundgame.campaign.doorstep.cutting import Size
from groundgame.campaign.doorstep.leasing import doors_to_cut
from groundgame.campaign.doorstep.models import Outing, Round, Walk, WalkDoor
from groundgame.campaign.doorstep.storing import cut_ward, keep_walks
from groundgame.electoral.places import atlas


@transaction.atomic
def make_round(
    *, by: User, doors_a_walk: int = 45, rest_days: int = 7, lease_hours: int = 12, **session: Any
) -> Session:
    """Make a session at the door with the electors that its audience holds now; it is cut into walks afterwards.

    `session` is what `canvass.actions.make_session` takes.

    Raises:
        PermissionDenied: if the person does not manage every ward of the audience.
    """
    made = make_session(by=by, channel=Session.Channel.DOOR, **session)
    Round.objects.create(session=made, doors_a_walk=doors_a_walk, rest_days=rest_days, lease_hours=lease_hours)
    return made


@transaction.atomic
def settle_round(*, by: User, session: Session, doors_a_walk: int, rest_days: int, lease_hours: int) -> None:
    """Keep how large walks are, how long a door rests and how long a walk stays out.

    Raises:
        PermissionDenied: if the person does not run the round.
    """
    rules.check_may_run_round(by, session)
    how = {"doors_a_walk": doors_a_walk, "rest_days": rest_days, "lease_hours": lease_hours}
    Round.objects.filter(pk=session.pk).update(**how)
    audit.record(by=by, action="doorstep.settle_round", subject=session, area=session.area, **how)


@transaction.atomic
def cut_round(*, by: User, session: Session, progress: Callable[[str, int, int], None] | None = None) -> list[Walk]:
    """Cut the doors that are free into walks, ward by ward; return the new ones.

    Walks that never went out are cut anew. Those that are out or were keep their numbers; what was not knocked on those
    that came back is cut again.

    Raises:
        PermissionDenied: if the person does not run the round.
    """
    rules.check_may_run_round(by, session)
    kept = Round.objects.select_for_update().get(pk=session.pk)
    settle_run_out(session=session)
    _clear(session)
    doors = doors_to_cut(session)
    size = Size.around(kept.doors_a_walk)
    walks = []
    wards = sorted(doors.partition_by("ward", as_dict=True).items())
    for done, ((ward,), here) in enumerate(wards):
        if progress is not None:
            progress(f"Cutting {atlas().area(str(ward)).name}", done, len(wards))
        walks += keep_walks(session, str(ward), cut_ward(str(ward), here, size))
    kept.cut_at = timezone.now()
    kept.save(update_fields=["cut_at"])
    details = {"walks": len(walks), "doors": doors.height}
    audit.record(by=by, action="doorstep.cut_round", subject=session, area=session.area, **details)
    return walks


def _clear(session: Session) -> None:
    """Take apart the walks that are not out, so that their doors can be cut anew; those that went out once stay."""
    walks = session.walks.filter(closed_at=None).exclude(outings__ended_at=None, outings__isnull=False)
    were_out = walks.filter(outings__isnull=False).distinct()
    WalkDoor.objects.filter(walk__in=were_out, closed_at=None).update(closed_at=timezone.now())
    Walk.objects.filter(pk__in=list(were_out.values_list("pk", flat=True))).update(closed_at=timezone.now())
    Walk.objects.filter(pk__in=list(walks.values_list("pk", flat=True))).delete()


@transaction.atomic
def close_round(
    *, by: User, session: Session, check: Callable[[User, Session], None] = rules.check_may_run_round
) -> None:
    """Close a round: its walks come back, their links are dead. What was knocked can still be sent and typed.

    Another room whose own rule lets the person close it passes that rule's `check`.

    Raises:
        PermissionDenied: if the person does not run the round, or as `check` does.
    """
    check(by, session)
    out = Outing.objects.filter(walk__session=session, ended_at=None).order_by("pk")
    end_outings(list(out.select_for_update()), Outing.Ending.CLOSED)
    close_session(by=by, session=session, check=check)
