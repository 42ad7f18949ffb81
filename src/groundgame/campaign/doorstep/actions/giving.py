"""Give walks out: their doors are leased meanwhile. A round's walks all at once take as many statements as one."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from itertools import groupby

from django.db import transaction

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.canvass.clock import database_now
from groundgame.campaign.canvass.models import Session
from groundgame.campaign.doorstep import rules
from groundgame.campaign.doorstep.actions.outings import settle_run_out
from groundgame.campaign.doorstep.errors import WalkRefusedError
from groundgame.campaign.doorstep.leasing import lease_doors
from groundgame.campaign.doorstep.models import Canvasser, Outing, Walk


def give_walk(*, by: User, walk: Walk, user: User | None = None, on_paper: bool = False) -> Outing:
    """Give a walk out, to a volunteer or to whoever opens its link, and lease those of its doors that are free.

    On paper it is out for as long as a knocked door rests: until it is typed, nobody knows what was knocked.

    Raises:
        PermissionDenied: if the person does not run the round.
        WalkRefusedError: if the walk is out or closed, the round is closed, or none of its doors is free.
    """
    return give_walks(by=by, session=walk.session, walks=[walk], user=user, on_paper=on_paper)[walk.pk]


@transaction.atomic
def give_walks(
    *, by: User, session: Session, walks: Collection[Walk], user: User | None = None, on_paper: bool = False
) -> dict[int, Outing]:
    """Give several walks of a round out as `give_walk` does, all or none; return their outings by walk."""
    rules.check_may_run_round(by, session)
    settle_run_out(session=session)
    chosen = session.walks.filter(pk__in=[walk.pk for walk in walks]).select_related("session__round").order_by("pk")
    locked = list(chosen.select_for_update(of=("self",)))
    check_at_home(locked)
    outings = _outings(by, locked, user, on_paper=on_paper)
    leased = lease_doors(session, outings, (user or by).pk)
    _check_leased(locked, leased)
    if user is not None:
        Canvasser.objects.bulk_create(Canvasser(outing=outing, user=user) for outing in outings)
    for ward, here in groupby(sorted(locked, key=lambda walk: (walk.ward, walk.number)), key=lambda walk: walk.ward):
        given = {walk.number: leased[walk.pk] for walk in here}
        details = {"walks": list(given), "doors": sum(given.values()), "user": user and user.pk, "on_paper": on_paper}
        audit.record(by=by, action="doorstep.give_walk", subject=session, area=ward, **details)
    return {outing.walk_id: outing for outing in outings}


def _outings(by: User, walks: Sequence[Walk], user: User | None, *, on_paper: bool) -> list[Outing]:
    now = database_now()
    return Outing.objects.bulk_create(
        Outing(
            borough=walk.borough,
            walk=walk,
            on_paper=on_paper,
            user=user,
            given_by=by,
            given_at=now,
            expires_at=now + _out_for(walk.session, on_paper=on_paper),
        )
        for walk in walks
    )


def _out_for(session: Session, *, on_paper: bool) -> dt.timedelta:
    kept = session.round
    return dt.timedelta(days=kept.rest_days) if on_paper else dt.timedelta(hours=kept.lease_hours)


def _check_leased(walks: Sequence[Walk], leased: Mapping[int, int]) -> None:
    for walk in walks:
        if not leased.get(walk.pk):
            raise WalkRefusedError(
                f"No door of walk {walk.number} can be knocked now: each was knocked within "
                f"{walk.session.round.rest_days} days, is out or being rung, or has nobody left to ask for whom "
                "we did not reach lately. Cut the round again."
            )


def check_at_home(walks: Sequence[Walk]) -> None:
    """Refuse walks of which one is out or closed, or whose round is.

    Raises:
        WalkRefusedError: with who has it, and since when.
    """
    out = {one.walk_id: one for one in Outing.objects.filter(walk__in=walks, ended_at=None).select_related("user")}
    for walk in walks:
        if walk.session.closed_at is not None:
            raise WalkRefusedError("This round of doors is closed. Make another one.")
        if walk.closed_at is not None:
            raise WalkRefusedError(f"Walk {walk.number} is closed: its doors were cut anew, or moved to another walk.")
        if walk.pk in out:
            there = out[walk.pk]
            whom = "on paper" if there.on_paper else f"with {there.user}" if there.user else "with whoever has its link"
            raise WalkRefusedError(f"Walk {walk.number} is out {whom}. Take it back first.")
