"""The one task that procrastinate knows: do the job of this number."""

import procrastinate
from procrastinate.contrib.django import app

from groundgame.campaign.jobs.models import Job
from groundgame.campaign.jobs.running import run

# A server that was killed is back within seconds; a disk that is full takes a person.
RETRY = procrastinate.RetryStrategy(max_attempts=10, wait=2, linear_wait=5)


@app.task(name="jobs.do_job", retry=RETRY)
def do_job(job: int) -> None:
    """Do a job; one that was deleted is nothing to do."""
    found = Job.objects.filter(pk=job).first()
    if found is not None:
        run(found)


def queue(job: Job) -> None:
    """Put a job into the queue, within the caller's transaction."""
    do_job.configure(lock=job.in_turn or None).defer(job=job.pk)
