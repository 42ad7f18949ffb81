"""Who may vote in a selection as it was fixed on the freeze date, and what those who may not were written."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from groundgame.campaign.people.models import Member, Organisation
from groundgame.campaign.selections.models.selection import Section, Selection


class Freeze(models.Model):
    """One fixing of a selection's electorate; the newest holds. Written once.

    `rules` holds each section's rules in words, as they were applied, and `changed` how many entries it changed.
    """

    selection = models.ForeignKey(Selection, models.PROTECT, related_name="freezes")
    freeze_date = models.DateField()
    rules = models.JSONField()
    changed = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]


class Entry(models.Model):
    """One member's place in one section of a selection's electorate.

    `facts` are those that the rules were applied to; whatever changes with the member later changes nothing here.
    `reasons` are why they may not vote, each a rule's kind and a sentence; they stay when an appeal is upheld.
    `card_votes` is for how many a delegate's paper counts. `decided_by` is who fixed the electorate or, where
    `by_hand`, who shut this one member out.
    """

    class Standing(models.TextChoices):
        """Whether the member may vote; provisionally while an appeal is open."""

        INCLUDED = "included", "May vote"
        PROVISIONAL = "provisional", "May vote provisionally"
        EXCLUDED = "excluded", "May not vote"

    selection = models.ForeignKey(Selection, models.PROTECT, related_name="entries")
    section = models.ForeignKey(Section, models.PROTECT, related_name="entries")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    standing = models.CharField(max_length=11, choices=Standing.choices)
    reasons = models.JSONField(default=list)
    facts = models.JSONField()
    ward = models.CharField(max_length=9, blank=True)
    local_party = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    card_votes = models.PositiveIntegerField(default=1)
    by_hand = models.BooleanField(default=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(fields=["section", "member"], name="entry_once_a_section"),
            models.CheckConstraint(
                condition=Q(standing="included") | ~Q(reasons=[]), name="entry_shut_out_has_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["selection", "standing"], name="entry_by_standing")]

    @property
    def sentences(self) -> list[str]:
        """Return why the member may not vote, a sentence a reason."""
        return [reason["sentence"] for reason in self.reasons]


class Letter(models.Model):
    """What a member was written about their place: numbered within the selection, kept as it was.

    `words` are its paragraphs; the link by which to appeal is added where it is printed or sent, and not kept.
    `appeal_by` is the deadline that it told, which holds even where the selection's own is moved forward.
    """

    class Kind(models.TextChoices):
        """What the letter tells."""

        EXCLUSION = "exclusion", "You may not vote"
        INCLUSION = "inclusion", "You may vote after all"
        OUTCOME = "outcome", "Your appeal is decided"

    selection = models.ForeignKey(Selection, models.PROTECT, related_name="letters")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="letters")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=9, choices=Kind.choices)
    words = models.JSONField()
    appeal_by = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    sent_to = models.EmailField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    posted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["selection", "number"], name="letter_numbered_once")]
        indexes = [
            models.Index(
                fields=["selection", "number"], condition=Q(sent_at=None, posted_at=None), name="letter_waiting"
            )
        ]
