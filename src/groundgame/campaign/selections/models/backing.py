"""Who backs whom: nominations and endorsements, kept when withdrawn, and slates across posts."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from groundgame.campaign.people.models import Member, Organisation
from groundgame.campaign.selections.models.posts import Candidate
from groundgame.campaign.selections.models.selection import Selection


class Backer(models.Model):
    """A person or a body that backs somebody, under the name by which it is known; the same one in every selection.

    `member` or `organisation` says who that is, where the party has them on its books.
    """

    class Kind(models.TextChoices):
        """What sort of backer it is."""

        MP = "mp", "MP"
        ASSEMBLY_MEMBER = "assembly_member", "Assembly member"
        COUNCILLOR = "councillor", "Councillor"
        UNION = "union", "Union"
        SOCIETY = "society", "Society"
        LOCAL_PARTY = "local_party", "Local party"
        MEMBER = "member", "Member"

    kind = models.CharField(max_length=16, choices=Kind.choices)
    name = models.CharField(max_length=120)
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "name"], condition=Q(member=None), name="backer_named_once"),
            models.UniqueConstraint(fields=["kind", "member"], name="backer_member_once_a_kind"),
            models.CheckConstraint(
                condition=Q(member=None) | Q(organisation=None), name="backer_is_a_person_or_a_body"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Backing(models.Model):
    """One backer's nomination or endorsement of one candidate: when, and where that is said.

    `source` is an address on the web or a sentence. A withdrawal is written beside it, and nothing else ever changes:
    the database refuses it. Somebody who backs the same candidate again has a second row.
    """

    class What(models.TextChoices):
        """What backing it is. Nominations count towards the number that a post needs; endorsements do not."""

        NOMINATION = "nomination", "Nomination"
        ENDORSEMENT = "endorsement", "Endorsement"

    what = models.CharField(max_length=12, choices=What.choices)
    backer = models.ForeignKey(Backer, models.PROTECT, related_name="backings")
    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="backings")
    given_on = models.DateField()
    source = models.CharField(max_length=500)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_source = models.CharField(max_length=500, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-given_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["what", "backer", "candidate"], condition=Q(withdrawn_on=None), name="backing_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("given_on")),
                name="backing_given_before_withdrawn",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="backing_has_a_source"),
        ]

    @property
    def source_is_link(self) -> bool:
        """Tell whether the source can be followed on the web."""
        return self.source.startswith(("https://", "http://"))


class Slate(models.Model):
    """Candidates who stand together, across the posts of one selection. `name` is the public one."""

    selection = models.ForeignKey(Selection, models.CASCADE, related_name="slates")
    name = models.CharField(max_length=80)
    statement = models.TextField(blank=True)
    candidates = models.ManyToManyField(Candidate, through="SlatePlace", related_name="slates")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["selection", "name"], name="slate_named_once")]

    def __str__(self) -> str:
        return self.name


class SlatePlace(models.Model):
    """A candidate's place on a slate. Somebody may stand on two slates, and once on each."""

    slate = models.ForeignKey(Slate, models.CASCADE, related_name="places")
    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="+")

    class Meta:
        ordering = ["candidate__post__position", "candidate__position", "candidate__name"]
        constraints = [models.UniqueConstraint(fields=["slate", "candidate"], name="slate_place_once")]
