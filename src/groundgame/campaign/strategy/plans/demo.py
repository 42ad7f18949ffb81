"""The demo's branches, with hours that are invented, and the plan that is made of them."""

from django.db import transaction
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.jobs.actions import start
from groundgame.campaign.jobs.models import Job
from groundgame.campaign.strategy.actions import say_hours
from groundgame.campaign.strategy.plans.asked import WEEK, as_json, monday
from groundgame.campaign.strategy.tasks import make_plan
from groundgame.electoral.allocation.across.asking import WEIGHTS, Ask
from groundgame.electoral.allocation.across.effects import DAYTIME, EVENING, WEEKEND
from groundgame.electoral.allocation.across.volunteers import branches

WEEKS, LEAST_HOURS, STEP_HOURS, KINDS, FIRST = 8, 5, 35, 5, 4
"""Some branches have few volunteers, Barnet among them, and some many, so that somebody travels."""
ASKED_HOURS = 6_000.0
PARTS = {EVENING: 0.5, WEEKEND: 0.4, DAYTIME: 0.1}
"""Most of the demo's volunteers have evenings and weekends, some are free by day."""


@transaction.atomic
def load_demo_plan(*, by: User) -> Job:
    """Say how many hours each branch has in the next weeks, and have the plan made once a worker runs."""
    first = monday(timezone.localdate())
    for number, branch in enumerate(branches()):
        hours = float(LEAST_HOURS + STEP_HOURS * ((number + FIRST) % KINDS))
        at = {time: round(hours * part, 1) for time, part in PARTS.items()}
        say_hours(by=by, branch=branch.code, hours={first + week * WEEK: at for week in range(WEEKS)})
    ask = Ask({"boroughs": WEIGHTS["boroughs"], "councils": WEIGHTS["councils"]}, ASKED_HOURS, weeks=WEEKS)
    return start(by=by, work=make_plan, title="Making the demo’s plan", asked=as_json(ask), user=by.pk)
