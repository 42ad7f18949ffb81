"""The hours that branches' volunteers have, week by week, and at what kind of time in it."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class BranchHours(models.Model):
    """The hours that a branch (a borough's code) has in the week that begins on a Monday, as its organiser said.

    `time` is the kind of time in the week, of `effects.TIMES`; empty for those of which nobody said when.
    """

    branch = models.CharField(max_length=9)
    week = models.DateField()
    time = models.CharField(max_length=10, blank=True, default="", db_default="")
    hours = models.FloatField()
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["week", "branch", "time"]
        constraints = [
            models.UniqueConstraint(fields=["branch", "week", "time"], name="branch_hours_once_a_time"),
            models.CheckConstraint(condition=Q(hours__gte=0), name="branch_hours_not_below_0"),
        ]

    def __str__(self) -> str:
        return f"{self.branch}, week of {self.week}{self.time and f', {self.time}'}: {self.hours:g}"
