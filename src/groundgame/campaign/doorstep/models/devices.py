"""The telephones that carry a walk, and what they said of each contact that the contact log does not keep."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from groundgame.campaign.canvass.models import ContactEvent
from groundgame.campaign.doorstep.models.outings import Outing


class Device(models.Model):
    """One telephone, named by its volunteer, on one walk that is out.

    `token_hash` is the SHA-256 of the secret that the telephone sends with every request. `key` is the server's part of
    what opens the data kept on the telephone: a device that is revoked loses it for good, and so does one that has
    cleared itself (`ended_at`). `letterbox` is the private key of a pair: the telephone seals each contact to the other
    half as well, so that it can hand in what it cannot open any more. It outlives a revocation, for nothing on the
    telephone is opened by it. `sign_in` is the SHA-256 of the browser's sign-in by which it was made: signing out there
    ends it. `unsent` is how many contacts it last said it keeps, `offset_ms` how far its clock was behind.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    borough = models.CharField(max_length=9)
    outing = models.ForeignKey(Outing, models.CASCADE, related_name="devices")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    token_hash = models.CharField(max_length=64, unique=True)
    key = models.BinaryField(max_length=32, null=True)
    letterbox = models.BinaryField(max_length=32, null=True)
    sign_in = models.CharField(max_length=64, blank=True, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_seen_at = models.DateTimeField()
    unsent = models.PositiveIntegerField(default=0)
    offset_ms = models.BigIntegerField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None, ended_at=None) | Q(key=None), name="device_without_key_when_over"
            )
        ]

    def __str__(self) -> str:
        return self.name


class DoorContact(models.Model):
    """What a telephone sent with a contact, beside what the contact log keeps of it.

    `claimed_at` is the time by the telephone's own clock, and `offset_ms` what the telephone had last measured that
    clock to be behind the server's (None where it had not): the event's `happened_at` is the server's estimate from
    both.
    """

    event = models.OneToOneField(ContactEvent, models.PROTECT, primary_key=True, related_name="door_contact")
    borough = models.CharField(max_length=9)
    device = models.ForeignKey(Device, models.PROTECT, related_name="contacts")
    claimed_at = models.DateTimeField()
    offset_ms = models.BigIntegerField(null=True)
