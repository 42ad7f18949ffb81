"""The audit trail: what was done, who was shown whom, and what was forgotten when its time was up."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Now


class AuditEntry(models.Model):
    """Who did what to what. `by` is empty where the machine acted; `subject` is `room.Model:key`."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=120, db_index=True)
    area = models.CharField(max_length=9, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-id"]


class Look(models.Model):
    """Somebody was shown electors (their ids): one row a page, however many it listed.

    A caller's screen and a door write none: the lease says already who had which elector, from when until when.
    """

    class Page(models.TextChoices):
        """Where they were shown."""

        ELECTOR = "elector", "Elector's page"
        HOUSEHOLD = "household", "Page of another of the household"
        CONTACTS = "contacts", "Contacts and answers"
        SEARCH = "search", "List of a search"
        RING_BACK = "ring_back", "List of a number that rang back"
        WALK = "walk", "Walk on a telephone or on paper"
        REPORT = "report", "Subject access report"
        PLAN = "plan", "What a register or a list would change"
        OFFICER = "officer", "List for whoever oversees the data"

    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    page = models.CharField(max_length=12, choices=Page.choices)
    electors = ArrayField(models.BigIntegerField())
    area = models.CharField(max_length=9, blank=True)

    class Meta:
        indexes = [
            GinIndex(fields=["electors"], name="look_electors"),
            models.Index(fields=["by", "at"], name="look_by"),
            models.Index(fields=["at"], name="look_at"),
        ]

    def __str__(self) -> str:
        return f"{self.get_page_display()}, {self.at:%Y-%m-%d %H:%M}"


class Forgetting(models.Model):
    """Leave to forget rows of one kind that are older than a day. Append-only tables let go of nothing without it.

    `rows` is how many were found when the leave was made; `by` is empty where the daily run made it.
    """

    kind = models.CharField(max_length=20)
    before = models.DateTimeField()
    rows = models.PositiveIntegerField()
    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["kind", "-before"], name="forgetting_kind")]

    def __str__(self) -> str:
        return f"{self.kind} before {self.before:%Y-%m-%d}"
