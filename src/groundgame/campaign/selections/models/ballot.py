"""Who has voted, and the papers: kept so that nothing ties one to the other.

No row here has a time or a number of its own, and none has a foreign key that the database checks: the check would
write the number of the voter's transaction on the row it leads to, where the paper's own would meet it. Marks and
papers that one transaction wrote are written anew, a handful together, by `actions.sweeping`.
"""

from django.db import models
from django.db.models import Q

from groundgame.campaign.selections.models.electorate import Entry
from groundgame.campaign.selections.models.scrutiny import BallotForm


class Credential(models.Model):
    """A one-time code that was sent to somebody on the roll; its hash alone is kept. A new one revokes the one before.

    Voting changes nothing here. `delivered_at` is when the letter was printed or the e-mail handed over.
    """

    class How(models.TextChoices):
        """How the code reaches the voter."""

        EMAIL = "email", "E-mail"
        LETTER = "letter", "Letter"

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="credentials")
    code_hash = models.CharField(max_length=64, unique=True)
    how = models.CharField(max_length=6, choices=How.choices)
    issued_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry"], condition=Q(revoked_at=None), name="one_good_credential")
        ]


class How(models.TextChoices):
    """How somebody voted."""

    ONLINE = "online", "Online"
    PAPER = "paper", "On paper"
    PROVISIONAL = "provisional", "Online, provisionally"


class Mark(models.Model):
    """The marked electorate: this entry has voted. Written by the sweep alone."""

    entry = models.OneToOneField(Entry, models.DO_NOTHING, primary_key=True, related_name="mark", db_constraint=False)
    how = models.CharField(max_length=11, choices=How.choices)


class NewMark(models.Model):
    """A mark that no sweep has taken yet, in the group (a section) whose handful it waits for."""

    entry = models.OneToOneField(
        Entry, models.DO_NOTHING, primary_key=True, related_name="new_mark", db_constraint=False
    )
    how = models.CharField(max_length=11, choices=How.choices)
    group = models.BigIntegerField()


class SealedPaper(models.Model):
    """An envelope, known by its receipt (its SHA-256, as random as the keys within it).

    `card_votes` is for how many it counts: 1, but for delegates of organisations.
    """

    receipt = models.CharField(max_length=64, primary_key=True)
    form = models.ForeignKey(
        BallotForm, models.DO_NOTHING, related_name="%(class)ss", db_constraint=False, db_index=False
    )
    envelope = models.BinaryField()
    card_votes = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class InboxPaper(SealedPaper):
    """A paper that no sweep has taken yet."""

    group = models.BigIntegerField()


class BoxPaper(SealedPaper):
    """A paper in the box."""


class ProvisionalPaper(SealedPaper):
    """A paper of a voter whose appeal is open: held with the entry, sealed, until the decision."""

    entry = models.ForeignKey(
        Entry, models.DO_NOTHING, related_name="provisional_papers", db_constraint=False, db_index=False
    )
