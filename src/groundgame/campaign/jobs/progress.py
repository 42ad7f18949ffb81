"""How a work says how far it is, while its own transaction is open."""

import time
from types import TracebackType
from typing import Self

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from groundgame.campaign.jobs.errors import BusyError
from groundgame.campaign.jobs.models import Job

SECONDS_BETWEEN = 0.5
# Advisory locks share one space: the first number is this room's ("JOBS" in ASCII), the second the job's.
LOCK_SPACE = 0x4A4F4253


class Progress:
    """A job's line to its page: a connection of its own, since the work's transaction hides what it writes.

    The same connection holds the lock that tells that the job is being done. PostgreSQL lets go of it when the program
    dies, so that a job is never done by two and never left for dead.
    """

    def __init__(self, job: Job) -> None:
        self.job = job
        self._line: BaseDatabaseWrapper = connection.copy()
        self._said_at = 0.0
        self._finished = False

    def __call__(self, doing: str, done: int = 0, total: int = 0) -> None:
        """Say what is being done, how much of it is done, and of how much; most calls cost nothing."""
        now = time.monotonic()
        if self._finished or (now - self._said_at < SECONDS_BETWEEN and doing == self.job.doing):
            return
        self._said_at = now
        self.job.doing, self.job.done, self.job.total = doing[:200], done, total
        self._write("doing = %s, done = %s, total = %s", self.job.doing, done, total)

    def finish(self, outcome: str, *, leads_to: str = "") -> None:
        """End the job within the work's own transaction; nothing more is said of it."""
        self._finished = True
        self.job.outcome, self.job.finished_at = outcome, timezone.now()
        self.job.leads_to = leads_to or self.job.leads_to
        self.job.save(update_fields=["outcome", "finished_at", "leads_to"])

    @property
    def finished(self) -> bool:
        """Whether the work has ended the job itself."""
        return self._finished

    def _write(self, columns: str, *values: str | int) -> None:
        with self._line.cursor() as cursor:
            cursor.execute(f"UPDATE jobs_job SET {columns} WHERE id = %s", [*values, self.job.pk])  # noqa: S608 (the columns are this class's own)

    def __enter__(self) -> Self:
        with self._line.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK_SPACE, self.job.pk % 2**31])
            (taken,) = cursor.fetchone()
        if not taken:
            self._line.close()
            raise BusyError(f"Job {self.job.pk} is being done already.")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._line.close()
