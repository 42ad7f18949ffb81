"""What people have asked of the officer: to see what we hold of them, and to be forgotten."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from groundgame.campaign.register.models.electors import Elector


class SubjectRequest(models.Model):
    """Somebody asked what we hold of them, on a day; we answer within a month of it (UK GDPR arts 12(3) and 15)."""

    borough = models.CharField(max_length=9)
    elector = models.ForeignKey(Elector, models.CASCADE, related_name="subject_requests")
    received_on = models.DateField()
    source = models.CharField(max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-received_on", "-id"]


class Erasure(models.Model):
    """An elector of whom we forgot all that no law lets us keep. Append-only, and never undone.

    The row is also the leave that the append-only tables ask for before they let go of what was said. `gone` counts
    what went, by what it was.
    """

    borough = models.CharField(max_length=9)
    elector = models.OneToOneField(Elector, models.PROTECT, primary_key=True, related_name="erasure")
    asked_on = models.DateField()
    source = models.CharField(max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
    gone = models.JSONField(default=dict)
