"""Paper votes, typed in twice by two people."""

from django.conf import settings
from django.db import models

from groundgame.campaign.selections.models.scrutiny import BallotForm


class Batch(models.Model):
    """A bundle of papers of one form, as it lies on the table: `papers` is how many were counted into it by hand."""

    form = models.ForeignKey(BallotForm, models.PROTECT, related_name="batches")
    name = models.CharField(max_length=40)
    papers = models.PositiveIntegerField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["form", "name"], name="batch_named_once")]

    def __str__(self) -> str:
        return self.name


class TypedPaper(models.Model):
    """One paper of a batch as one person read it: `number` is its place in the bundle from 1.

    `ranking` holds places on the form from 0; `doubtful` says why the paper cannot be read as a ranking, and is empty
    for a good one. The first to type takes round 1, somebody else round 2; round 3 is what was settled where the two
    differ.
    """

    SETTLED = 3

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="typed")
    number = models.PositiveIntegerField()
    round = models.PositiveSmallIntegerField()
    ranking = models.JSONField()
    doubtful = models.CharField(max_length=120, blank=True)
    typed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number", "round"]
        constraints = [models.UniqueConstraint(fields=["batch", "number", "round"], name="typed_once_a_round")]
