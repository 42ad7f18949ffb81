"""A session, whom it may ring, and who rings."""

from functools import cached_property

from django.conf import settings
from django.db import models

from groundgame.campaign.canvass.models.scripts import Script
from groundgame.campaign.register.models import Elector
from groundgame.electoral.places import atlas


class Session(models.Model):
    """One phone bank, or one round of doors (`channel`).

    Its audience is worked out into its targets when it is made, and again when it is refreshed.

    `audience` holds what was asked for, as `canvass.audience.Audience` reads it. `join_token` is the secret of the link
    that volunteers are sent; it dies with the session, and lets in `most_callers` at most, should it go further than it
    was meant to. A lease given here runs out after `lease_minutes`; a number that
    does not answer is tried `max_attempts` times; no call is given out before `opens_at` (on
    a Sunday `opens_on_sunday_at`) or from `closes_at` on, where they are set, by the clock of settings.TIME_ZONE, nor
    on other than its `days`.

    `recycling` holds what the organiser changed of when each outcome is tried again, as `canvass.recycling` reads it.
    Whoever was reached is left in peace for `rest_days`, in whichever session that was. A paused session gives nobody
    out; of several that a volunteer may work in, the one of higher `priority` comes first.
    """

    class Admission(models.TextChoices):
        """Who lets a volunteer with the link in."""

        APPROVE = "approve", "An organiser lets each one in"
        OPEN = "open", "Anybody with the link"

    class Channel(models.TextChoices):
        """How a session reaches its electors."""

        PHONE = "phone", "Telephone"
        DOOR = "door", "Doorstep"

    class Days(models.TextChoices):
        """On which days of the week a session gives calls out."""

        ANY = "", "On any day"
        WEEKDAYS = "weekdays", "On weekdays"
        WEEKENDS = "weekends", "At weekends"

    name = models.CharField(max_length=100)
    channel = models.CharField(max_length=5, choices=Channel.choices, default=Channel.PHONE, db_default=Channel.PHONE)
    area = models.CharField(max_length=9)
    script = models.ForeignKey(Script, models.PROTECT, related_name="sessions")
    audience = models.JSONField()
    admission = models.CharField(max_length=8, choices=Admission.choices, default=Admission.APPROVE)
    join_token = models.CharField(max_length=43, unique=True)
    most_callers = models.PositiveIntegerField(default=1000, db_default=1000)
    lease_minutes = models.PositiveSmallIntegerField(default=15)
    max_attempts = models.PositiveSmallIntegerField(default=3)
    opens_at = models.TimeField(null=True, blank=True)
    opens_on_sunday_at = models.TimeField(null=True, blank=True)
    closes_at = models.TimeField(null=True, blank=True)
    days = models.CharField(max_length=8, choices=Days.choices, blank=True, default=Days.ANY, db_default=Days.ANY)
    recycling = models.JSONField(default=dict, db_default={}, blank=True)
    rest_days = models.PositiveSmallIntegerField(default=7, db_default=7)
    priority = models.SmallIntegerField(default=0, db_default=0)
    paused_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    @cached_property
    def borough(self) -> str | None:
        """Return the borough of all its electors, or None where they are of several."""
        boroughs = {atlas().area(ward).borough for ward in self.audience["wards"]}
        return boroughs.pop() if len(boroughs) == 1 else None


class Caller(models.Model):
    """A volunteer of a session: asked to join, let in, paused for a while, or removed.

    Whoever is paused is given no next call; the call that they are on can be saved.
    """

    session = models.ForeignKey(Session, models.CASCADE, related_name="callers", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    joined_at = models.DateTimeField(auto_now_add=True)
    admitted_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    last_seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "user"], name="caller_once_a_session")]


class Target(models.Model):
    """An elector in a session's audience, in the order of calling.

    Nobody is given the target before `not_before`: a lease moves it to its own end, a number that did not answer to the
    next try, and whoever must not be rung is looked at again in an hour. So the head of the index is always the next
    call, however many are out or waiting. `held_until` keeps the target's place while somebody of the household is
    being rung; when nobody answers there, it moves `not_before` with it. `done_at` is set when the session needs no
    further attempt, and `done_because` says why: the outcome, or `attempts` when they are used up.

    `promised_at` is when we said that we would be in touch again, and `promised_to` whoever said so: the target is kept
    for them for a while, and `not_before` is when anybody may be given it.
    """

    borough = models.CharField(max_length=9)
    session = models.ForeignKey(Session, models.CASCADE, related_name="targets", db_index=False)
    elector = models.ForeignKey(Elector, models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField()
    held_until = models.DateTimeField(null=True)
    promised_at = models.DateTimeField(null=True)
    promised_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    done_at = models.DateTimeField(null=True)
    done_because = models.CharField(max_length=14, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "elector", "borough"], name="target_once_in_session")]
        indexes = [
            models.Index(
                fields=["session", "not_before", "position"], condition=models.Q(done_at=None), name="target_waiting"
            ),
            models.Index(
                fields=["session", "not_before"],
                condition=models.Q(done_at=None, promised_at__isnull=False),
                name="target_promised",
            ),
            models.Index(
                fields=["promised_to", "promised_at"],
                condition=models.Q(done_at=None, promised_at__isnull=False),
                name="target_promised_to",
            ),
        ]
