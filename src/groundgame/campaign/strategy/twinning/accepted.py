"""What was accepted already: the same work may stand in several plans, as one that is redone plans anew."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from groundgame.campaign.canvass.actions.begun import begun
from groundgame.campaign.strategy.models import PlannedWork, TakenUp
from groundgame.campaign.strategy.times import NOT_SAID

Kind = tuple[str, dt.date, str, str]


def standing() -> QuerySet[TakenUp]:
    """Return what stands accepted: neither given back, nor closed before anybody had begun, which gives it back."""
    return TakenUp.objects.filter(Q(session__closed_at=None) | begun(), given_back_at=None)


def begun_of(taken: QuerySet[TakenUp]) -> set[int]:
    """Return the work (keys) whose sessions have begun."""
    return set(taken.filter(begun()).values_list("work", flat=True))


def kind_of(work: PlannedWork) -> Kind:
    """Return what makes work the same in any plan, beside its kind of time: ward, week, channel, whom it is for."""
    return work.ward, work.week, work.channel, work.audience


def alike(work: PlannedWork) -> QuerySet[PlannedWork]:
    """Return the same work in every plan: at the same kind of time, unless it is not said of one of them."""
    ward, week, channel, audience = kind_of(work)
    same = PlannedWork.objects.filter(ward=ward, week=week, channel=channel, audience=audience)
    return same.filter(time__in=[work.time, NOT_SAID]) if work.time else same


def at_one_time(one: PlannedWork, other: PlannedWork) -> bool:
    """Tell whether two pieces of work are at one kind of time, as far as that is said."""
    return NOT_SAID in {one.time, other.time} or one.time == other.time


def taken_elsewhere(work: Iterable[PlannedWork]) -> dict[int, TakenUp]:
    """Return what was accepted of other plans and has an open session, by the key of the same work among this."""
    rows = list(work)
    open_ = TakenUp.objects.filter(
        given_back_at=None,
        session__closed_at=None,
        work__ward__in={one.ward for one in rows},
        work__week__in={one.week for one in rows},
    )
    by_kind: dict[Kind, list[TakenUp]] = defaultdict(list)
    for taken in open_.select_related("work", "session", "by"):
        by_kind[kind_of(taken.work)].append(taken)
    found = {}
    for one in rows:
        same = (taken for taken in by_kind[kind_of(one)] if at_one_time(taken.work, one))
        others = [taken for taken in same if taken.work.plan_id != one.plan_id]
        if others:
            found[one.pk] = others[0]
    return found
