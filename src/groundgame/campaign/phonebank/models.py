"""What the phone bank keeps of its own: the number that shows, and the calls that a dialler made."""

import uuid

from django.conf import settings
from django.db import models

from groundgame.campaign.canvass.models import Lease


class ShownNumber(models.Model):
    """The number (E.164) that electors of a borough (a GSS code) see when we ring them: one that they know as local.

    Law: PECR 2003 reg. 21(A1) and Ofcom's rules on calling line identification ask that a number shows, and that it can
    be rung back.
    """

    borough = models.CharField(max_length=9, primary_key=True)
    e164 = models.CharField(max_length=16)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.e164


class Dialling(models.Model):
    """One call that a dialler was asked to make for a caller: first their own telephone, then the elector of the lease.

    `to` is the elector's number and `caller_number` the caller's own (E.164). `reference` is the dialler's name of the
    call, and `state` the last that it told us. `secret` stands in the address to which it reports.
    """

    class State(models.TextChoices):
        """How far the call has come."""

        ASKED = "asked", "Asked for"
        RINGING_CALLER = "ringing_caller", "Your telephone rings"
        RINGING_ELECTOR = "ringing_elector", "Ringing"
        SPEAKING = "speaking", "On the line"
        ENDED = "ended", "Ended"
        FAILED = "failed", "It did not come about"

    lease = models.ForeignKey(Lease, models.CASCADE, related_name="diallings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    secret = models.UUIDField(default=uuid.uuid4, unique=True)
    caller_number = models.CharField(max_length=16)
    to = models.CharField(max_length=16)
    shown = models.CharField(max_length=16)
    reference = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=16, choices=State.choices, default=State.ASKED)
    said = models.CharField(max_length=40, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=~models.Q(state__in=["ended", "failed"]),
                name="dialling_one_a_caller",
            )
        ]
