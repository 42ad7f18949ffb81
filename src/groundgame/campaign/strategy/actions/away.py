"""Accept days out of a plan, give them back, and say how many hours came of them."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.strategy import rules
from groundgame.campaign.strategy.actions.in_force import plan_as_it_stands
from groundgame.campaign.strategy.away.choosing import days_to_choose, usual_day
from groundgame.campaign.strategy.away.promised import accepted_since
from groundgame.campaign.strategy.models import DayOut
from groundgame.campaign.strategy.parties import our_party
from groundgame.campaign.strategy.plans.errors import PlanRefusedError

HOURS_A_DAY = 24


@transaction.atomic
def accept_days(
    *, by: User, days: DayOut, branch: str, day: dt.date | None = None, places: int | None = None
) -> tuple[DayOut, bool]:
    """Promise days out for a branch, once: whoever comes second is given what the first one promised, and False.

    They go on a `day` of the week, its Saturday unless told, with as many `places` as are planned, or fewer.

    Raises:
        PermissionDenied: if the person does not manage all of the branch, or the days are another's.
        PlanRefusedError: if the plan is not in force, its days are over, the same was accepted of another plan, or the
            day or the places cannot be.
    """
    rules.check_may_send(by, days, branch)
    plan = plan_as_it_stands(days.plan)
    # All of the same week and seat: two who accept the same of two plans at once wait for one another.
    list(DayOut.objects.filter(seat=days.seat, week=days.week).select_for_update(no_key=True).order_by("pk"))
    held = DayOut.objects.select_related("plan", "accepted_by").get(pk=days.pk)
    if held.accepted_at is not None:
        return held, False
    if not plan.is_ours_in_force:
        raise PlanRefusedError(
            f"The plan of {plan.made_at:%-d %B %Y} is not in force for {our_party().name}. Accept the days out of the "
            "one that is."
        )
    other = accepted_since(held, branch)
    if other is not None:
        raise PlanRefusedError(f"{other.accepted_by} accepted the same of another plan, for {other.day:%-d %B}.")
    held.sent_by, held.day, held.places = branch, _day(held, day), _places(held, places)
    held.accepted_by, held.accepted_at = by, timezone.now()
    held.save()
    audit.record(
        by=by, action="strategy.accept_days", subject=held, area=branch,
        seat=held.seat, day=held.day.isoformat(), places=held.places,
    )  # fmt: skip
    return held, True


def _day(days: DayOut, asked: dt.date | None) -> dt.date:
    """Return the day that is asked for, or the usual one."""
    able = days_to_choose(days, timezone.localdate())
    if not able:
        raise PlanRefusedError(
            f"The week of {days.week:%-d %B %Y} is over. Have the plan redone from where things stand."
        )
    if asked is not None and asked not in able:
        raise PlanRefusedError(f"{asked:%-d %B %Y} is none of its days: choose {able[0]:%-d %B} to {able[-1]:%-d %B}.")
    return asked or usual_day(able)


def _places(days: DayOut, asked: int | None) -> int:
    if asked is not None and not 1 <= asked <= days.days:
        raise PlanRefusedError(
            f"There cannot be {asked} places: the plan has {days.days} for that week. Give 1 or more."
        )
    return asked or days.days


@transaction.atomic
def give_days_back(*, by: User, days: DayOut) -> bool:
    """Give days out back of which nobody said yet what came of them; False if nobody had accepted them.

    Raises:
        PermissionDenied: if the person does not manage the branch that goes.
        PlanRefusedError: if it is said what came of them.
    """
    held = DayOut.objects.select_for_update(no_key=True, of=("self",)).get(pk=days.pk)
    if held.accepted_at is None:
        return False
    rules.check_may_answer_for(by, held)
    if held.done_hours is not None:
        raise PlanRefusedError(f"{held.done_hours:g} hours are said to have come of it: put 0 there instead.")
    branch = held.sent_by
    held.sent_by, held.day, held.places, held.accepted_by, held.accepted_at = "", None, None, None, None
    held.save()
    audit.record(by=by, action="strategy.give_days_back", subject=held, area=branch, seat=held.seat)
    return True


@transaction.atomic
def say_done(*, by: User, days: DayOut, hours: float) -> DayOut:
    """Keep how many hours came of days out, the way among them; said again, the newer stands.

    Raises:
        PermissionDenied: if the person does not manage the branch that goes.
        PlanRefusedError: if the days are not accepted, or still to come, or the hours cannot be.
    """
    held = DayOut.objects.select_for_update(no_key=True, of=("self",)).get(pk=days.pk)
    rules.check_may_answer_for(by, held)
    if held.day is None or held.places is None:
        raise PlanRefusedError("Nobody accepted these days out, so no hours of them are counted.")
    if held.day > timezone.localdate():
        raise PlanRefusedError(f"They go on {held.day:%-d %B %Y}: say then how many hours it was.")
    if not 0 <= hours <= HOURS_A_DAY * held.places:
        raise PlanRefusedError(
            f"{hours:g} hours cannot be of {held.places} place{'s' if held.places > 1 else ''} on one day: give 0 to "
            f"{HOURS_A_DAY * held.places}."
        )
    held.done_hours, held.done_by, held.done_at = hours, by, timezone.now()
    held.save()
    audit.record(by=by, action="strategy.say_done", subject=held, area=held.sent_by, seat=held.seat, hours=hours)
    return held
