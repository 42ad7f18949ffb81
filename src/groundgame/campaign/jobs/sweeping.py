"""What a worker looks after beside the jobs themselves: those that no queue holds any more, and the day's duties."""

import datetime as dt
import logging
import time

from django.db import connection, transaction
from django.utils import timezone

from groundgame.campaign.jobs.models import Job
from groundgame.campaign.jobs.tasks import queue
from groundgame.campaign.jobs.works import daily_works, rounds

logger = logging.getLogger(__name__)

EARLIEST_HOUR = 3
"""Daily duties wait until nobody works: from three in the morning, by the site's clock."""

FORGOTTEN = """
SELECT j.id FROM jobs_job j
WHERE j.finished_at IS NULL AND NOT EXISTS (
    SELECT FROM procrastinate_jobs p
    WHERE p.task_name = 'jobs.do_job' AND p.status IN ('todo', 'doing') AND (p.args ->> 'job')::bigint = j.id)
ORDER BY j.id FOR UPDATE SKIP LOCKED
"""


@transaction.atomic
def queue_forgotten_jobs() -> list[int]:
    """Queue the jobs that have no end and that no queue holds, and return their numbers.

    So it is after a server that stayed away longer than the queue tries, or a database that was restored.
    """
    with connection.cursor() as cursor:
        cursor.execute(FORGOTTEN)
        found = [key for (key,) in cursor.fetchall()]
    for job in Job.objects.filter(pk__in=found):
        queue(job)
    return found


@transaction.atomic
def start_daily_works(now: dt.datetime) -> list[Job]:
    """Start the duties of the day that have not been started, on whichever worker asks first."""
    here = timezone.localtime(now)
    if here.hour < EARLIEST_HOUR:
        return []
    made = [
        Job.objects.get_or_create(work=work.name, due_on=here.date(), defaults={"title": work.daily})
        for work in daily_works()
    ]
    jobs = [job for job, new in made if new]
    for job in jobs:
        queue(job)
    return jobs


def do_rounds() -> None:
    """Do what is done every few minutes and is due; one that fails is said in the log, and is due again."""
    for each in rounds():
        if time.monotonic() < each.next_at:
            continue
        each.next_at = time.monotonic() + 60 * each.minutes
        try:
            each.run()
        except Exception:
            logger.exception("%s failed", each.run.__name__)
