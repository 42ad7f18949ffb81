"""A plan that was kept, its work by ward and week, and what was taken up of it."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from groundgame.campaign.canvass.models import Session
from groundgame.campaign.strategy.parties import our_party


class KeptPlan(models.Model):
    """A plan as it was asked for and made, by whom and when.

    `asked` holds the `Ask` (`plans.asked` reads it), `figures` what the plan said: its sentence, the contests before
    and after, and what was assumed. `hours` are those given out. `begins` is the Monday on which its calendar begins;
    `moved_weeks` is by how many weeks that of its first polling day was put later, as that day is over: a rehearsal.
    `follows` is the plan that this one was made from as things stood, with `done_hours` done by then since
    the first plan of that line. One plan of a party is `in_force` at most: of it alone work is accepted. One that was
    withdrawn is kept to be read.
    """

    party = models.CharField(max_length=40)
    as_of = models.DateField()
    asked = models.JSONField()
    figures = models.JSONField()
    hours = models.FloatField()
    begins = models.DateField()
    moved_weeks = models.IntegerField(default=0)
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="followed_by")
    done_hours = models.FloatField(default=0)
    in_force = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["party"], condition=Q(in_force=True), name="one_plan_in_force"),
            models.CheckConstraint(condition=Q(in_force=False) | Q(withdrawn_at=None), name="in_force_not_withdrawn"),
        ]

    def __str__(self) -> str:
        return f"Plan of {self.made_at:%-d %B %Y}, {self.hours:,.0f} hours"

    @property
    def is_ours_in_force(self) -> bool:
        """Whether it is in force and of the party that this installation works for: of no other is work accepted."""
        return self.in_force and self.party == our_party().id

    def last_day(self, week: dt.date, before: str) -> dt.date:
        """Return the Sunday of a week, or the polling day before which work in it lies, if that is in it."""
        sunday = week + dt.timedelta(days=6)
        days = self.figures.get("days", {})
        if before not in days:
            return sunday
        later = self.moved_weeks if days[before] == min(days.values()) else 0
        polling_day = dt.date.fromisoformat(days[before]) + dt.timedelta(weeks=later)
        return polling_day if week <= polling_day <= sunday else sunday


class PlannedWork(models.Model):
    """Work of a plan: so many evenings of a branch in a ward in the week that begins on a Monday, by one channel.

    `time` is the kind of time in the week that they are for, of `effects.TIMES`: an "evening" may as well be a weekend
    by day. It is empty for leaflets, which go at any, and in plans of before there were kinds. `hours` are those of
    work there, the way not among them; `volunteers` is how many go on an evening, and `minutes_on_the_way` what each
    spends on the way there and back. `contacts` are the conversations that are expected, at that time's own pace.
    `branch` is empty where nobody has hours left for it. Leaflets have no evenings.
    """

    plan = models.ForeignKey(KeptPlan, models.CASCADE, related_name="work")
    branch = models.CharField(max_length=9, blank=True)
    borough = models.CharField(max_length=9)
    ward = models.CharField(max_length=9)
    week = models.DateField()
    time = models.CharField(max_length=10, blank=True, default="", db_default="")
    channel = models.CharField(max_length=10)
    audience = models.CharField(max_length=12)
    before = models.CharField(max_length=12)
    hours = models.FloatField()
    evenings = models.PositiveSmallIntegerField(default=0)
    volunteers = models.PositiveSmallIntegerField(default=0)
    minutes_on_the_way = models.PositiveSmallIntegerField(default=0)
    contacts = models.PositiveIntegerField(default=0)
    why = models.TextField(blank=True)

    class Meta:
        ordering = ["week", "borough", "ward", "channel", "branch", "time", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "week", "time", "ward", "branch", "channel", "audience", "before"],
                name="planned_once_a_time",
            )
        ]
        indexes = [models.Index(fields=["plan", "borough", "week"], name="planned_in_borough")]

    @property
    def is_twinning(self) -> bool:
        """Whether a branch's volunteers go to another's borough."""
        return bool(self.branch) and self.branch != self.borough

    @property
    def last_day(self) -> dt.date:
        """The Sunday of its week, or the polling day before which it lies, if that is in it."""
        return self.plan.last_day(self.week, self.before)


class TakenUp(models.Model):
    """Work of a plan that somebody accepted, and the session that was made of it; given back, it may be taken again."""

    work = models.ForeignKey(PlannedWork, models.PROTECT, related_name="taken_up")
    session = models.OneToOneField(Session, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    given_back_at = models.DateTimeField(null=True)
    given_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["work"], condition=Q(given_back_at=None), name="work_taken_up_once"),
            models.CheckConstraint(
                condition=Q(given_back_at=None) | Q(given_back_at__gte=F("at")), name="given_back_after_taken"
            ),
        ]
