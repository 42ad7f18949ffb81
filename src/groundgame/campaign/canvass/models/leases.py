"""The right to contact one elector, held by one person at a time."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from groundgame.campaign.canvass.models.sessions import Session
from groundgame.campaign.register.models import Elector


class Lease(models.Model):
    """An elector given to a caller until `expires_at`. At most one is open an elector, across all sessions and channels.

    `token` is checked on save, so that a lease which has passed to somebody else cannot be answered for.
    """

    borough = models.CharField(max_length=9)
    session = models.ForeignKey(Session, models.CASCADE, related_name="leases")
    elector = models.ForeignKey(Elector, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    token = models.UUIDField(default=uuid.uuid4, unique=True)
    leased_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=10, blank=True)  # saved, skipped, expired, ended

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["elector"], condition=Q(closed_at=None), name="lease_open_once"),
        ]
        indexes = [
            models.Index(fields=["session", "user"], condition=Q(closed_at=None), name="lease_open_session"),
            models.Index(fields=["expires_at"], condition=Q(closed_at=None), name="lease_open_expiry"),
        ]
