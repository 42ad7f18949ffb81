"""One row of the audit trail."""

from django.conf import settings
from django.db import models


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
