"""Keep a plan."""

from django.db import transaction

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.strategy import rules
from groundgame.campaign.strategy.models import KeptPlan, PlannedWork
from groundgame.campaign.strategy.plans.asked import as_json
from groundgame.campaign.strategy.plans.making import Made
from groundgame.campaign.strategy.plans.work import planned_work


@transaction.atomic
def keep_plan(*, by: User | None, made: Made, follows: KeptPlan | None = None, done_hours: float = 0.0) -> KeptPlan:
    """Keep a plan with its work, ward by ward and week by week. `by` is None only where the machine sets itself up.

    Raises:
        PermissionDenied: if the person does not direct every ward there is.
    """
    if by is not None:
        rules.check_may_keep_plans(by)
    plan = KeptPlan.objects.create(
        party=made.plan.field.party,
        as_of=made.plan.field.as_of,
        asked=as_json(made.plan.ask),
        figures=made.figures,
        hours=made.plan.hours,
        begins=made.begins,
        moved_weeks=made.moved_weeks,
        follows=follows,
        done_hours=done_hours,
        made_by=by,
    )
    work = planned_work(made.plan, made.moved_weeks)
    for one in work:
        one.plan = plan
    PlannedWork.objects.bulk_create(work)
    audit.record(by=by, action="strategy.keep_plan", subject=plan, hours=made.plan.hours, rows=len(work))
    return plan
