"""Move doors between walks, split a walk, merge two."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.doorstep import rules
from groundgame.campaign.doorstep.actions.giving import check_at_home
from groundgame.campaign.doorstep.actions.outings import next_number
from groundgame.campaign.doorstep.errors import WalkRefusedError
from groundgame.campaign.doorstep.models import Walk, WalkDoor
from groundgame.campaign.doorstep.storing import arrange


@transaction.atomic
def move_doors(*, by: User, walk: Walk, doors: Collection[int], to: Walk) -> int:
    """Move doors (ids of WalkDoor) to another walk of the round, where each takes its place; return how many.

    Raises:
        PermissionDenied: if the person does not run the round.
        WalkRefusedError: if either walk is out or closed, they are of two rounds or wards, or no door was chosen.
    """
    rules.check_may_run_round(by, walk.session)
    source, target = _both(walk, to)
    moved = WalkDoor.objects.filter(pk__in=doors, walk=source, closed_at=None).update(walk=target)
    if not moved:
        raise WalkRefusedError("No door was chosen. Tick the doors to move.")
    _arrange_all(source, target)
    _record(by, "move_doors", target, doors=moved, source=source.number)
    return moved


@transaction.atomic
def merge_walks(*, by: User, walk: Walk, into: Walk) -> None:
    """Put all doors of a walk on another, and close it.

    Raises:
        PermissionDenied: if the person does not run the round.
        WalkRefusedError: if either walk is out or closed, or they are of two rounds or wards.
    """
    rules.check_may_run_round(by, walk.session)
    source, target = _both(walk, into)
    source.doors.filter(closed_at=None).update(walk=target)
    _arrange_all(source, target)
    _record(by, "merge_walks", target, source=source.number)


@transaction.atomic
def split_walk(*, by: User, walk: Walk, at: int) -> Walk:
    """Part a walk before one of its doors (id of WalkDoor); return the new walk, which begins with it.

    Raises:
        PermissionDenied: if the person does not run the round.
        WalkRefusedError: if the walk is out or closed, or the door is not on it or its first.
    """
    rules.check_may_run_round(by, walk.session)
    (source,) = _locked(walk)
    first = source.doors.filter(pk=at, closed_at=None).first()
    if first is None or not source.doors.filter(position__lt=first.position, closed_at=None).exists():
        raise WalkRefusedError("Choose a door of this walk, other than its first, to begin the new walk with.")
    new = Walk.objects.create(
        borough=source.borough, ward=source.ward, session=source.session, number=next_number(source.session)
    )
    source.doors.filter(position__gte=first.position, closed_at=None).update(walk=new)
    _arrange_all(source, new)
    _record(by, "split_walk", new, source=source.number)
    return new


def _both(walk: Walk, other: Walk) -> tuple[Walk, Walk]:
    """Lock two different walks of one ward of a round that are at home."""
    if walk.pk == other.pk:
        raise WalkRefusedError("Choose another walk: these doors are on this one.")
    if (walk.session_id, walk.ward) != (other.session_id, other.ward):
        raise WalkRefusedError("The two walks must be of one round and of one ward.")
    one, two = _locked(walk, other)
    return one, two


def _locked(*walks: Walk) -> list[Walk]:
    """Lock walks in one order; refuse those that are out or closed."""
    wanted = [walk.pk for walk in walks]
    chosen = Walk.objects.filter(pk__in=wanted).select_related("session")
    found = {walk.pk: walk for walk in chosen.order_by("pk").select_for_update(of=("self",))}
    check_at_home(list(found.values()))
    return [found[pk] for pk in wanted]


def _arrange_all(*walks: Walk) -> None:
    """Put the doors of each in order; close one that has none left."""
    for walk in walks:
        arrange(walk)
        if not walk.doors.filter(closed_at=None).exists():
            walk.closed_at = timezone.now()
            walk.save(update_fields=["closed_at"])


def _record(by: User, what: str, walk: Walk, **details: int) -> None:
    audit.record(by=by, action=f"doorstep.{what}", subject=walk.session, area=walk.ward, walk=walk.number, **details)
