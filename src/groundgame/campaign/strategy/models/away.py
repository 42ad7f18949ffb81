"""Days out of a plan that is kept: who goes where, who accepted it, and how many hours came of it."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from groundgame.campaign.strategy.models.plans import KeptPlan

MINUTES_THERE_AND_BACK = 30
"""So many minutes each way take an hour of a day."""


class DayOut(models.Model):
    """Days out of a plan: so many volunteers of a branch in a seat outside London in the week that begins on a Monday.

    Each is a day of `day_hours` from door to door, `minutes` of it the way there and as many back. `branch` is empty
    where no branch had said which hours it has. We know nobody who lives there: the seat's own party has the doors.

    Once it is accepted, `sent_by` is the branch that goes, on which `day`, with how many `places`; `done_hours` are
    what its organiser says came of it, the way among them. Given back, all of these are empty again.
    """

    plan = models.ForeignKey(KeptPlan, models.CASCADE, related_name="days_out")
    branch = models.CharField(max_length=9, blank=True)
    seat = models.CharField(max_length=9)
    seat_name = models.CharField(max_length=100)
    week = models.DateField()
    days = models.PositiveSmallIntegerField()
    day_hours = models.FloatField()
    minutes = models.PositiveSmallIntegerField()
    sent_by = models.CharField(max_length=9, blank=True)
    day = models.DateField(null=True)
    places = models.PositiveSmallIntegerField(null=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    done_hours = models.FloatField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["week", "seat_name", "branch", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "week", "seat", "branch"], name="day_out_planned_once"),
            models.CheckConstraint(
                condition=Q(accepted_at=None, accepted_by=None, day=None, places=None, sent_by="", done_hours=None)
                | (Q(day__gte=F("week"), places__gte=1, accepted_at__isnull=False) & ~Q(sent_by="")),
                name="day_out_accepted_with_its_day",
            ),
            models.CheckConstraint(
                condition=Q(done_hours=None) | Q(done_hours__gte=0, done_at__isnull=False),
                name="day_out_done_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["week"], name="day_out_week")]

    def __str__(self) -> str:
        return f"{self.seat_name}, week of {self.week:%-d %b}"

    @property
    def hours(self) -> float:
        """The hours that are planned, the way among them."""
        return self.days * self.day_hours

    @property
    def left(self) -> float:
        """The part (0-1) of a day that the way leaves."""
        return max(1 - self.minutes / MINUTES_THERE_AND_BACK / self.day_hours, 0.0)

    @property
    def promised_hours(self) -> float:
        """The hours that are promised, the way among them; 0 where nobody accepted it."""
        return (self.places or 0) * self.day_hours

    @property
    def spent_hours(self) -> float:
        """The hours that it takes of a branch's: those done once they are said, else those promised."""
        return self.promised_hours if self.done_hours is None else self.done_hours

    @property
    def last_day(self) -> dt.date:
        """The Sunday of its week, or the general election's day if that is in it."""
        return self.plan.last_day(self.week, "westminster")
