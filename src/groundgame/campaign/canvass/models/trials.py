"""Who is left in peace so that we learn what calling does: fixed before anybody is called."""

from django.db import models
from django.db.models.functions import Now

from groundgame.campaign.canvass.models.sessions import Session
from groundgame.campaign.register.models import Elector

USUAL_PERCENT, MOST_PERCENT = 5, 50
"""Of a session's households held back: unless its maker says otherwise, and at most."""


class Trial(models.Model):
    """A session a `part` (0-1) of whose households is held back until its polling day is over, or the trial is ended.

    `key` (32 bytes) makes the draw: who has it can tell whom it held back. Nothing here changes but `ended_at`; the
    database refuses it.
    """

    session = models.OneToOneField(Session, models.PROTECT, primary_key=True, related_name="trial")
    part = models.FloatField()
    key = models.BinaryField(max_length=32)
    polling_day = models.DateField()
    began_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(part__gt=0, part__lte=0.5), name="trial_holds_back_a_part")
        ]

    @property
    def percent(self) -> str:
        """The part in per cent, as one writes it."""
        return f"{100 * self.part:g}"


class HeldOut(models.Model):
    """An elector whom a session would have called and does not. Append-only.

    `household` is the address's id, or of whoever has no address the elector's own below nought. `ward` is the
    household's, within which it was drawn.
    """

    borough = models.CharField(max_length=9)
    session = models.ForeignKey(Session, models.PROTECT, related_name="held_out", db_index=False)
    elector = models.ForeignKey(Elector, models.PROTECT, related_name="+")
    household = models.BigIntegerField()
    ward = models.CharField(max_length=9)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "elector", "borough"], name="held_out_once_in_session")
        ]
        indexes = [models.Index(fields=["household", "borough"], name="held_out_household")]


class TrialResult(models.Model):
    """What a trial told of one outcome on one day: figures of its arms alone, which outlast the electors' rows.

    `found` is what the room of strategy writes and reads (`learning.results`). `outcome` is "turnout" or "support", or
    of a session's two openings "spoke", "told" or "voted".
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="trial_results", db_index=False)
    outcome = models.CharField(max_length=8)
    measured_on = models.DateField()
    found = models.JSONField()
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "outcome", "measured_on"], name="trial_result_once_a_day")
        ]
