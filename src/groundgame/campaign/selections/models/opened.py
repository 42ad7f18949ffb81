"""What the scrutineers open, what the papers say, and what is published."""

import uuid

from django.db import models

from groundgame.campaign.selections.models.ballot import BoxPaper
from groundgame.campaign.selections.models.scrutiny import BallotForm, Scrutineer


class OpenedShare(models.Model):
    """One scrutineer's share of one paper's key; destroyed when the box is opened. Empty where it does not open."""

    paper = models.ForeignKey(BoxPaper, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="shares")
    scrutineer = models.ForeignKey(Scrutineer, models.CASCADE, related_name="shares")
    share = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "scrutineer"], name="share_opened_once")]


class OpenedPaper(models.Model):
    """What one paper says, in an order of its own: the key is random, and nothing leads back to the envelope.

    `ranking` holds places on the form from 0. `spoilt` says why a paper does not count; its ranking is then empty.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    form = models.ForeignKey(BallotForm, models.PROTECT, related_name="papers")
    ranking = models.JSONField()
    card_votes = models.PositiveIntegerField(default=1)
    spoilt = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["id"]


class BoxAccount(models.Model):
    """The numbers of one form's box: they must agree, and whoever reads the result can see that they do.

    `marked` counts those on the roll marked as having voted online for it (provisional papers that were admitted
    included), `sealed` the papers in the box, `refused` the provisional papers that were destroyed unopened.
    """

    form = models.OneToOneField(BallotForm, models.PROTECT, related_name="account")
    marked = models.PositiveIntegerField()
    marked_on_paper = models.PositiveIntegerField()
    sealed = models.PositiveIntegerField()
    admitted = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()
    opened = models.PositiveIntegerField(null=True)
    typed = models.PositiveIntegerField(null=True)
    spoilt = models.PositiveIntegerField(null=True)


class Publication(models.Model):
    """A list that everybody may read, with the root of the hash tree over it: the receipts, or the papers."""

    class Kind(models.TextChoices):
        """What is listed."""

        RECEIPTS = "receipts", "Receipts"
        PAPERS = "papers", "Papers"

    form = models.ForeignKey(BallotForm, models.PROTECT, related_name="publications")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    entries = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "kind"], name="published_once")]
