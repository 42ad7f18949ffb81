"""The right to contact one elector, held by one person at a time."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from groundgame.campaign.canvass.models.sessions import Session
from groundgame.campaign.register.models import Elector


class Lease(models.Model):
    """An elector given to a caller until `expires_at`: at most one open an elector, across all sessions and channels.

    At most one is open a household either (`household` is the address), so that two callers never ring one landline at
    once; and one a caller in a session, so that two tabs show the same elector. One more may be open `ahead`: the next
    call, fetched while this one goes on. A door given out for a walk is a lease of its household alone: it names no
    elector, and holds back calls there as well. `token` is checked on save.
    `dialled` is the line (E.164) on which a lease was passed on within the household: whoever answered need not have
    that number themselves.
    """

    class Closing(models.TextChoices):
        """How a lease came to its end."""

        SAVED = "saved", "Saved"
        SKIPPED = "skipped", "Skipped"
        SWITCHED = "switched", "Passed to another of the household"
        EXPIRED = "expired", "Ran out and was given to somebody else"
        ENDED = "ended", "Ended by an organiser or the caller"

    class Channel(models.TextChoices):
        """Where the elector is met."""

        PHONE = "phone", "Telephone"
        DOOR = "door", "Doorstep"

    borough = models.CharField(max_length=9)
    channel = models.CharField(max_length=5, choices=Channel.choices, default=Channel.PHONE, db_default=Channel.PHONE)
    ahead = models.BooleanField(default=False, db_default=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="leases")
    elector = models.ForeignKey(Elector, models.CASCADE, null=True, related_name="+")
    household = models.BigIntegerField(null=True)
    dialled = models.CharField(max_length=16, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    token = models.UUIDField(default=uuid.uuid4, unique=True)
    leased_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=10, choices=Closing.choices, blank=True)

    class Meta:
        constraints = [
            # An elector and a household never change borough: with it the keys hold as much, and can be partitioned.
            models.UniqueConstraint(
                fields=["elector", "borough"], condition=Q(closed_at=None), name="lease_open_elector"
            ),
            models.UniqueConstraint(
                fields=["household", "borough"], condition=Q(closed_at=None), name="lease_open_home"
            ),
            models.UniqueConstraint(
                fields=["session", "user", "ahead"],
                condition=Q(closed_at=None, channel="phone"),
                name="lease_open_caller",
            ),
            models.CheckConstraint(
                condition=Q(elector__isnull=False) | Q(channel="door", household__isnull=False),
                name="lease_of_an_elector_or_a_door",
            ),
        ]

    @property
    def called(self) -> Elector:
        """The elector whom a call is for; a door that is given out names nobody.

        Raises:
            ValueError: if this is the lease of a door.
        """
        if self.elector is None:
            raise ValueError(f"Lease {self.pk} is of a door, not of an elector: ask its walk who lives there.")
        return self.elector
