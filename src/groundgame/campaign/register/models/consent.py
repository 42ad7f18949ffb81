"""What people have agreed to, in which words, and when they took it back."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from groundgame.campaign.register.models.electors import Elector
from groundgame.campaign.register.models.suppression import Channel


class Purpose(models.TextChoices):
    """What we ask to reach somebody for."""

    CAMPAIGN = "campaign", "Campaigning: what we stand for, and how you will vote"
    ORGANISE = "organise", "Organising: events, help and membership"
    FUNDS = "funds", "Asking for money"


class ConsentWording(models.Model):
    """The very words that somebody was shown or read, by version. Append-only: new words are a new version."""

    channel = models.CharField(max_length=6, choices=Channel.choices)
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    version = models.PositiveSmallIntegerField()
    text = models.TextField()
    made_at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "purpose", "version"], name="wording_once_a_version")]
        ordering = ["channel", "purpose", "-version"]

    def __str__(self) -> str:
        return (
            f"{self.get_channel_display()}, {self.get_purpose_display().split(':')[0].lower()}, version {self.version}"
        )


class Consent(models.Model):
    """One line of the ledger: an elector agreed to a channel for a purpose, or withdrew. Append-only; the newest holds.

    `line` is the telephone number (E.164) or e-mail address that it is about, empty where it is about any. `how` says
    where it was given ("on the doorstep", a form, a letter). What was agreed to names the words; a withdrawal need not.

    Law: UK GDPR art. 7(1) (to be able to show it) and 7(3) (as easy to withdraw as to give); PECR 2003 regs 21(4), 22.
    """

    borough = models.CharField(max_length=9)
    elector = models.ForeignKey(Elector, models.PROTECT, related_name="consents", db_index=False)
    channel = models.CharField(max_length=6, choices=Channel.choices)
    purpose = models.CharField(max_length=10, choices=Purpose.choices, default=Purpose.CAMPAIGN)
    given = models.BooleanField()
    at = models.DateTimeField()
    how = models.CharField(max_length=120)
    line = models.CharField(max_length=254, blank=True)
    wording = models.ForeignKey(ConsentWording, models.PROTECT, null=True, related_name="consents")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(given=False) | Q(wording__isnull=False), name="consent_names_its_words")
        ]
        indexes = [models.Index(fields=["elector", "channel", "purpose", "-at"], name="consent_elector")]
        ordering = ["-at", "-id"]
