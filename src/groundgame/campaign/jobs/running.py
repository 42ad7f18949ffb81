"""Do one job: from its lock to its last sentence."""

import logging

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import Error as DatabaseError
from django.db import InterfaceError, OperationalError
from django.db.models import F
from django.utils import timezone

from groundgame.campaign.jobs.models import Job
from groundgame.campaign.jobs.progress import Progress
from groundgame.campaign.jobs.works import work_named

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 5
"""A job that brings the program down each time must not do so for ever."""

# The server went away, or is on its way back: the job is begun again.
PASSING = (OperationalError, InterfaceError)


def run(job: Job) -> None:
    """Do a job to its end; one that has ended already is left alone.

    Raises:
        BusyError: if another worker is doing it.
        DatabaseError: if the server went away, so that it must be begun again.
    """
    with Progress(job) as progress:
        job.refresh_from_db()
        if job.finished_at is None:
            _run(job, progress)


def _run(job: Job, progress: Progress) -> None:
    if job.attempts >= MOST_ATTEMPTS:
        return _fail(job, f"It was cut off {job.attempts} times and is not begun again. Start it anew from its page.")
    Job.objects.filter(pk=job.pk).update(attempts=F("attempts") + 1, started_at=timezone.now())
    try:
        outcome = work_named(job.work)(progress, **job.details)
    except PASSING:
        raise
    except Exception as error:  # noqa: BLE001 (whatever it is, its person is told)
        return _fail(job, _sentence(job, error))
    if not progress.finished:
        progress.finish(outcome or "")
    return None


def _fail(job: Job, sentence: str) -> None:
    Job.objects.filter(pk=job.pk, finished_at=None).update(failure=sentence, finished_at=timezone.now())


def _sentence(job: Job, error: Exception) -> str:
    """Return the words of the program's own refusals; a fault is logged, and named by its type."""
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    ours = type(error).__module__.startswith("groundgame.") and not isinstance(error, DatabaseError)
    if ours or isinstance(error, PermissionDenied):
        return str(error)
    logger.error("Job %s (%s) failed", job.pk, job.work, exc_info=error)
    return f"The program failed ({type(error).__name__}); nothing more was done. The server's log has the details."
