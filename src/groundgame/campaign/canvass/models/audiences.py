"""Audiences that were kept under a name, to be used again."""

from django.conf import settings
from django.db import models


class SavedAudience(models.Model):
    """Conditions, not people: who meets them is worked out anew at each use, on the telephone or at the door.

    `conditions` is what `canvass.audience.Audience` reads.
    """

    name = models.CharField(max_length=100)
    area = models.CharField(max_length=9)
    conditions = models.JSONField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["area", "name"], name="audience_once_a_name")]

    def __str__(self) -> str:
        return self.name
