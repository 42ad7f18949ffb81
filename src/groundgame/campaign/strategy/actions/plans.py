"""Keep a plan, put one in force, and withdraw one."""

from django.db import transaction
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.strategy import rules
from groundgame.campaign.strategy.actions.in_force import lock_in_force
from groundgame.campaign.strategy.away.making import day_rows
from groundgame.campaign.strategy.models import DayOut, KeptPlan, PlannedWork
from groundgame.campaign.strategy.plans.asked import as_json
from groundgame.campaign.strategy.plans.making import Made
from groundgame.campaign.strategy.plans.work import planned_work


@transaction.atomic
def keep_plan(*, by: User | None, made: Made, follows: KeptPlan | None = None, done_hours: float = 0.0) -> KeptPlan:
    """Keep a plan with its work, ward by ward and week by week. `by` is None only where the machine sets itself up.

    The first of a party is in force at once; every other a director puts in force once they have read it.

    Raises:
        PermissionDenied: if the person does not direct every ward there is.
    """
    if by is not None:
        rules.check_may_keep_plans(by)
    party = made.plan.field.party
    work = planned_work(made.london, made.moved_weeks)
    days = day_rows(made.there, made.moved_days_out) if made.there else []
    lock_in_force(party)  # two at once: the second is not the first
    plan = KeptPlan.objects.create(
        party=party,
        as_of=made.plan.field.as_of,
        asked=as_json(made.plan.ask),
        figures=made.figures,
        hours=made.hours,
        begins=made.begins,
        moved_weeks=made.moved_weeks,
        follows=follows,
        done_hours=done_hours,
        made_by=by,
        in_force=not KeptPlan.objects.filter(party=party).exists(),
    )
    for one in work:
        one.plan = plan
    for each in days:
        each.plan = plan
    PlannedWork.objects.bulk_create(work)
    DayOut.objects.bulk_create(days)
    audit.record(by=by, action="strategy.keep_plan", subject=plan, hours=made.hours, rows=len(work), days_out=len(days))
    return plan


@transaction.atomic
def put_in_force(*, by: User, plan: KeptPlan) -> None:
    """Put a plan in force in the place of the one that is; what was accepted of that stands.

    Raises:
        PermissionDenied: if the person does not direct every ward there is.
    """
    rules.check_may_keep_plans(by)
    lock_in_force(plan.party)  # two at once: the second replaces the first
    ours = KeptPlan.objects.filter(party=plan.party)
    if ours.filter(pk=plan.pk, in_force=True).exists():
        return
    ours.filter(in_force=True).update(in_force=False)
    ours.filter(pk=plan.pk).update(in_force=True, withdrawn_at=None, withdrawn_by=None)
    audit.record(by=by, action="strategy.put_in_force", subject=plan)


@transaction.atomic
def withdraw_plan(*, by: User, plan: KeptPlan) -> None:
    """Withdraw a plan: nothing of it is accepted any more; what was, stands.

    Raises:
        PermissionDenied: if the person does not direct every ward there is.
    """
    rules.check_may_keep_plans(by)
    lock_in_force(plan.party)
    open_ = KeptPlan.objects.filter(pk=plan.pk, withdrawn_at=None)
    if open_.update(in_force=False, withdrawn_at=timezone.now(), withdrawn_by=by):
        audit.record(by=by, action="strategy.withdraw_plan", subject=plan)
