"""A job, whose it is, and how far it is."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class Job(models.Model):
    """One piece of work beside the pages.

    `work` names what is done and `details` hold what it is done with; `title` says it to people. `done` of `total` are
    in the work's own units (rows, households), `doing` is its present step in words; `total` is 0 until it is known.
    `outcome` says what came of it and `leads_to` is the page that shows it; `failure` says why nothing did. `attempts`
    counts how often it was begun: more than once after a crash. Jobs of
    the same word `in_turn` are done one after another. `due_on` stands for the daily duties alone.
    """

    work = models.CharField(max_length=100)
    title = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    area = models.CharField(max_length=9, blank=True)
    details = models.JSONField(default=dict)
    in_turn = models.CharField(max_length=60, blank=True)
    leads_to = models.CharField(max_length=300, blank=True)
    due_on = models.DateField(null=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    doing = models.CharField(max_length=200, blank=True)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    outcome = models.TextField(blank=True)
    failure = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["work", "due_on"], name="job_once_a_day")]
        indexes = [
            models.Index(fields=["by", "-asked_at"], name="job_by"),
            models.Index(fields=["asked_at"], condition=Q(finished_at=None), name="job_unfinished"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def percent(self) -> int | None:
        """How much of it is done, or None while nobody knows of how much."""
        if self.finished_at and not self.failure:
            return 100
        return min(99, 100 * self.done // self.total) if self.total > 0 else None

    @property
    def state(self) -> str:
        """One word for where it is: waiting, running, done or failed."""
        if self.finished_at:
            return "failed" if self.failure else "done"
        return "running" if self.started_at else "waiting"
