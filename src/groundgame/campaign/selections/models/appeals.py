"""Appeals against being shut out: who hears them, what was found, and what was decided."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from groundgame.campaign.people.models import Member
from groundgame.campaign.selections.models.electorate import Entry
from groundgame.campaign.selections.models.selection import Selection

QUORUMS = (3, 5, 7, 9)


class Panel(models.Model):
    """How a selection's appeals are heard.

    So many of the panel as `quorum` (an odd number, so that no appeal ends in a tie) find on each, and the greater part
    decides. Where `apart_from_local_party`, nobody hears a member of their own local party.
    """

    selection = models.OneToOneField(Selection, models.CASCADE, related_name="panel")
    quorum = models.PositiveSmallIntegerField(default=3, choices=[(number, str(number)) for number in QUORUMS])
    apart_from_local_party = models.BooleanField(default=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(quorum__in=QUORUMS), name="quorum_is_three_or_more_and_odd")]


class PanelMember(models.Model):
    """Somebody named to hear a selection's appeals. `member` is who they are in the party, where that is known."""

    selection = models.ForeignKey(Selection, models.CASCADE, related_name="panel_members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    named_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["named_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["selection", "user"], condition=Q(left_at=None), name="panel_member_named_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.user)


class Appeal(models.Model):
    """One member's appeal against being shut out. Written once; `entered_by` is the officer who wrote it for them."""

    entry = models.OneToOneField(Entry, models.PROTECT, related_name="appeal")
    grounds = models.TextField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]


class Interest(models.Model):
    """One of the panel stands back from an appeal, and says why. Written once."""

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="interests")
    panel_member = models.ForeignKey(PanelMember, models.PROTECT, related_name="interests")
    why = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["appeal", "panel_member"], name="interest_declared_once")]


class Finding(models.Model):
    """What one of the panel found on an appeal, with reasons. Written once."""

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="findings")
    panel_member = models.ForeignKey(PanelMember, models.PROTECT, related_name="findings")
    uphold = models.BooleanField()
    reasons = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["appeal", "panel_member"], name="finding_once"),
            models.CheckConstraint(condition=~Q(reasons=""), name="finding_has_reasons"),
        ]


class Decision(models.Model):
    """How an appeal ended: as the greater part of its findings has it, with their reasons. Written once."""

    appeal = models.OneToOneField(Appeal, models.PROTECT, related_name="decision")
    upheld = models.BooleanField()
    reasons = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
