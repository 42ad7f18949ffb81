"""The scrutineers of a ballot, their keys, and the forms that papers are sealed under."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from groundgame.campaign.selections.models.posts import Post
from groundgame.campaign.selections.models.selection import Section, Selection
from groundgame.campaign.selections.sealing import PaperForm, fingerprint, from_text


class Scrutiny(models.Model):
    """How a selection's ballot is held: so many of its scrutineers as `threshold` open it, or it is on paper alone."""

    selection = models.OneToOneField(Selection, models.CASCADE, related_name="scrutiny")
    threshold = models.PositiveSmallIntegerField(default=2)
    paper_only = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(threshold__gte=2), name="nobody_opens_alone")]


class Scrutineer(models.Model):
    """Somebody who holds a part of the key. The private key never leaves their browser; `public_key` is all we have.

    `number` is their place on the forms, given when voting opens. `opened_at` is when they had opened all their shares.
    """

    selection = models.ForeignKey(Selection, models.CASCADE, related_name="scrutineers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="scrutinies")
    public_key = models.CharField(max_length=88, blank=True)
    number = models.PositiveSmallIntegerField(null=True)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    key_made_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["selection", "user"], name="scrutineer_once"),
            models.UniqueConstraint(
                fields=["selection", "public_key"], condition=~Q(public_key=""), name="scrutineers_key_is_their_own"
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def fingerprint(self) -> str:
        """What the scrutineer reads out, so that all know whose key it is; empty while there is none."""
        return fingerprint(from_text(self.public_key)) if self.public_key else ""


class BallotForm(models.Model):
    """The form of one post's papers, fixed when voting opens; see `sealing.PaperForm`.

    Sections have forms of their own only where the rule weighs them; elsewhere their papers lie in one box, where a
    small section is not told apart. `candidates` are the keys of those on the paper, in its order.
    """

    post = models.ForeignKey(Post, models.PROTECT, related_name="forms")
    section = models.ForeignKey(Section, models.PROTECT, null=True, related_name="forms")
    text = models.TextField()
    digest = models.CharField(max_length=64, unique=True)
    candidates = models.JSONField()

    class Meta:
        ordering = ["post__position", "post_id", "section__position", "section_id"]
        constraints = [
            models.UniqueConstraint(fields=["post", "section"], name="one_form_a_section", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return f"{self.post}, {self.section}" if self.section else str(self.post)

    @property
    def paper_form(self) -> PaperForm:
        """The form as papers are sealed under it."""
        return PaperForm.of_text(self.text)
