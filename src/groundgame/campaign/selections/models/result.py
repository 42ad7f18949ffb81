"""The counts of a post, each kept whole, and the lots that were drawn for them."""

from django.conf import settings
from django.db import models
from django.db.models import Func

from groundgame.campaign.selections.counting.keeping import restore
from groundgame.campaign.selections.models.posts import Post
from groundgame.electoral.counting import Count


class Result(models.Model):
    """One count of a post's papers. Written once; a later one has the next `number`, and the last one holds.

    `kept` is the count with every figure exact; `digests` are the SHA-256 of the papers by section; `seed` and `lots`
    are how equal votes were decided, and `program` is what counted.
    """

    post = models.ForeignKey(Post, models.PROTECT, related_name="results")
    number = models.PositiveSmallIntegerField()
    kept = models.JSONField()
    digests = models.JSONField()
    seed = models.CharField(max_length=120, blank=True)
    lots = models.JSONField(default=list)
    program = models.CharField(max_length=60)
    counted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    counted_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["post", "number"], name="result_numbered_once")]

    @property
    def count(self) -> Count:
        """Return the count as it was."""
        return restore(self.kept)


class DrawnLot(models.Model):
    """A lot that was drawn before witnesses because no seed was announced: who was equal, and whom it fell to."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="lots")
    tied = models.JSONField()
    lucky = models.JSONField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                "post", "tied", Func("lucky", function="jsonb_array_length"), name="lot_drawn_once_for_a_tie"
            )
        ]
