"""Start a job."""

from typing import Any

from django.db import transaction

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.jobs.models import Job
from groundgame.campaign.jobs.progress import Progress
from groundgame.campaign.jobs.running import run
from groundgame.campaign.jobs.tasks import queue
from groundgame.campaign.jobs.works import Work, background, daily, frequent

__all__ = ["Progress", "Work", "background", "daily", "frequent", "run_waiting", "start"]


@transaction.atomic
def start(
    *,
    by: User | None,
    work: Work,
    title: str,
    area: str = "",
    leads_to: str = "",
    in_turn: str = "",
    **details: Any,
) -> Job:
    """Start a work as a job, once this transaction is committed. `by` is None only for the site's own duties.

    Jobs of the same word `in_turn` are done one after another. `details` are given to the work as they are.
    """
    kept = {"area": area, "leads_to": leads_to, "in_turn": in_turn, "details": details}
    job = Job.objects.create(by=by, work=work.name, title=title, **kept)
    queue(job)
    audit.record(by=by, action="jobs.start", subject=job, area=area, work=work.name)
    return job


def run_waiting() -> None:
    """Do the jobs that wait, here and now: for commands and tests, where no worker runs."""
    for job in Job.objects.filter(finished_at=None).order_by("asked_at", "pk"):
        run(job)
