"""What is elected in a selection, and who stands for it."""

from django.db import models

from groundgame.campaign.people.models import Member
from groundgame.campaign.selections.models.selection import Section, Selection


class Post(models.Model):
    """Something to be elected: how many seats, under which rule of `electoral.counting`.

    `sections` are those that vote for it; none named means all. `nominations_needed` is how many nominations put a name
    on the paper. `options` are the rule's own, by name.
    """

    selection = models.ForeignKey(Selection, models.CASCADE, related_name="posts")
    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)
    seats = models.PositiveSmallIntegerField(default=1)
    rule = models.CharField(max_length=24)
    options = models.JSONField(default=dict, blank=True)
    nominations_needed = models.PositiveIntegerField(default=0)
    sections = models.ManyToManyField(Section, blank=True, related_name="posts")

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["selection", "name"], name="post_named_once"),
            models.CheckConstraint(condition=models.Q(seats__gt=0), name="post_has_a_seat"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def voting_sections(self) -> list[Section]:
        """Return the sections that vote for the post, in their order."""
        return list(self.sections.all()) or list(self.selection.sections.all())

    @property
    def standing(self) -> "list[Candidate]":
        """Return the candidates who have not withdrawn, in the order of the paper."""
        return [candidate for candidate in self.candidates.all() if candidate.withdrawn_at is None]


class GuaranteedPlaces(models.Model):
    """At least so many of a post's seats go to candidates of a group."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="guaranteed")
    group = models.CharField(max_length=60)
    at_least = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["group"]
        constraints = [models.UniqueConstraint(fields=["post", "group"], name="guarantee_once_a_group")]


class Candidate(models.Model):
    """Somebody who stands for a post. `groups` are those that guaranteed places ask about; a withdrawal is kept."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="candidates")
    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="candidacies")
    groups = models.JSONField(default=list, blank=True)
    statement = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["post", "name"], name="candidate_named_once"),
            models.UniqueConstraint(fields=["post", "member"], name="candidate_stands_once"),
        ]

    def __str__(self) -> str:
        return self.name
