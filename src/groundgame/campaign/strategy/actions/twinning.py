"""Take up work of a plan, which makes its session; and give it back."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.canvass.actions import close_session, make_script, make_session
from groundgame.campaign.canvass.actions.begun import has_begun
from groundgame.campaign.canvass.default_script import default_wording
from groundgame.campaign.canvass.models import IntentionCode, Script, Session
from groundgame.campaign.doorstep.actions import close_round, make_round
from groundgame.campaign.strategy import rules
from groundgame.campaign.strategy.actions.in_force import plan_as_it_stands
from groundgame.campaign.strategy.models import KeptPlan, PlannedWork, TakenUp
from groundgame.campaign.strategy.parties import our_party
from groundgame.campaign.strategy.plans.errors import PlanRefusedError
from groundgame.campaign.strategy.times import Hours, hours_at
from groundgame.campaign.strategy.twinning.accepted import alike, standing, taken_elsewhere
from groundgame.campaign.strategy.twinning.held_back import left_until
from groundgame.campaign.strategy.twinning.named import session_name
from groundgame.campaign.strategy.twinning.whom import audience_for
from groundgame.electoral.places import atlas

SUNDAY = 6


def take_up(*, by: User, work: PlannedWork, held_back: float = 0.0) -> TakenUp:
    """Make the session of a plan's work, as `take_up_once` does."""
    return take_up_once(by=by, work=work, held_back=held_back)[0]


@transaction.atomic
def take_up_once(
    *, by: User, work: PlannedWork, held_back: float = 0.0, hours: Hours | None = None
) -> tuple[TakenUp, bool]:
    """Make the session of a plan's work, once: whoever comes second is given what the first one made, and False.

    A part (0-1) of its households is `held_back` until the polling day that shows what calling the others did. A phone
    bank has the days and `hours` of its kind of time, unless others are given.

    Raises:
        PermissionDenied: if the person may not make a session in the ward where the work is.
        PlanRefusedError: if the work is nothing that a session is made for, its week or polling day is over, or the
            same was accepted of another plan, or its plan is not in force.
    """
    rules.check_may_take_up(by, work)
    plan = plan_as_it_stands(work.plan)
    list(alike(work).select_for_update(no_key=True).order_by("pk"))  # two clicks at once: the second waits
    held = standing().select_related("session").filter(work=work).first()
    if held is not None:
        return held, False
    _check_is_to_be_had(work, plan)
    closed = TakenUp.objects.filter(work=work, given_back_at=None)  # on its own page, before anybody had begun
    closed.update(given_back_at=timezone.now(), given_back_by=by)
    taken = TakenUp.objects.create(
        work=work, session=_session(by, work, held_back, hours or hours_at(work.time)), by=by
    )
    who = {"branch": work.branch, "ward": work.ward, "week": work.week.isoformat(), "session": taken.session_id}
    audit.record(by=by, action="strategy.take_up", subject=taken, area=work.borough, **who)
    return taken, True


def _check_is_to_be_had(work: PlannedWork, plan: KeptPlan) -> None:
    if not plan.is_ours_in_force:
        raise PlanRefusedError(
            f"The plan of {plan.made_at:%-d %B %Y} is not in force for {our_party().name}. Accept the work of the one "
            "that is."
        )
    if not work.evenings:
        raise PlanRefusedError("Leaflets are delivered, and no session is made for them.")
    if work.last_day < timezone.localdate():
        over = f"The week of {work.week:%-d %B %Y}" if work.last_day.weekday() == SUNDAY else "Its polling day"
        raise PlanRefusedError(f"{over} is over. Have the plan redone from where things stand.")
    other = taken_elsewhere([work]).get(work.pk)
    if other is not None:
        raise PlanRefusedError(
            f"{other.by} accepted the same of another plan: {other.session}. Work on with that, or have it given back."
        )


def _session(by: User, work: PlannedWork, held_back: float, hours: Hours) -> Session:
    how: dict[str, Any] = {
        "by": by,
        "name": session_name(work),
        "area": work.borough,
        "script": _script(work),
        "audience": audience_for(work, held_back),
        "held_back": held_back,
        "polling_day": left_until(work) if held_back else None,
    }
    if work.channel == Session.Channel.DOOR:
        return make_round(**how)
    on_sunday = hours.opens_on_sunday
    return make_session(
        **how, days=hours.days, opens_at=hours.opens, opens_on_sunday_at=on_sunday, closes_at=hours.closes
    )


def _script(work: PlannedWork) -> Script:
    """Return the newest script of the borough, else of the city; where nobody wrote one, what scripts start from."""
    cities = [city.code for city in atlas().areas("city")]
    for areas in ([work.borough], cities):
        found = Script.objects.filter(area__in=areas).order_by("-id").first()
        if found is not None:
            return found
    codes = IntentionCode.objects.filter(asked=True, retired_at=None).values_list("value", "label")
    wording = default_wording(f"the {our_party().name} campaign", codes=list(codes))
    return make_script(by=None, area=work.borough, wording=wording)


@transaction.atomic
def give_back(*, by: User, taken: TakenUp) -> None:
    """Give work back that nobody has begun: its session is closed, and it may be taken up again.

    Raises:
        PermissionDenied: if the person runs neither the ward nor the branch that would go there.
        PlanRefusedError: if somebody was tried already, or has somebody's doors.
    """
    rules.check_may_give_back(by, taken.work)
    PlannedWork.objects.select_for_update(no_key=True).get(pk=taken.work_id)
    held = TakenUp.objects.select_related("session", "work").get(pk=taken.pk)
    if held.given_back_at is not None:
        return
    if has_begun(held.session):
        raise PlanRefusedError(f"{held.session} has begun, and is not given back. Close it on its own page.")
    _close(by, held)
    held.given_back_at, held.given_back_by = timezone.now(), by
    held.save(update_fields=["given_back_at", "given_back_by"])
    audit.record(by=by, action="strategy.give_back", subject=held, area=held.work.borough, session=held.session_id)


def _close(by: User, taken: TakenUp) -> None:
    """Close the session in the name of whoever gives it back, be it the branch that would come."""
    close = close_round if taken.session.channel == Session.Channel.DOOR else close_session
    close(by=by, session=taken.session, check=lambda user, _: rules.check_may_give_back(user, taken.work))
