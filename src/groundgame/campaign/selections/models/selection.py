"""A selection, the sections of its electorate, and the log of its states."""

from fractions import Fraction

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from groundgame.campaign.people.models import Affiliation, Organisation
from groundgame.campaign.selections.states import State


class Selection(models.Model):
    """One occasion on which a party's people choose: some posts, who may vote for them, and when.

    `area` (a GSS code) is whose selection it is: the returning officer of that area runs it. Facts as they stood at
    `freeze_at` alone decide who may vote. `state` is moved by `actions.move` alone. `tie_seed` is announced before the
    count, so that nobody chooses how a lot falls.
    """

    name = models.CharField(max_length=120)
    area = models.CharField(max_length=9)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    nominations_open_at = models.DateTimeField(null=True, blank=True)
    nominations_close_at = models.DateTimeField(null=True, blank=True)
    freeze_at = models.DateTimeField()
    appeals_until = models.DateTimeField(null=True, blank=True)
    voting_opens_at = models.DateTimeField(null=True, blank=True)
    voting_closes_at = models.DateTimeField(null=True, blank=True)
    tie_seed = models.CharField(max_length=120, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(voting_opens_at=None)
                | Q(voting_closes_at=None)
                | Q(voting_opens_at__lt=F("voting_closes_at")),
                name="voting_opens_before_it_closes",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Section(models.Model):
    """A part of the electorate that is counted by itself where the rule weighs sections.

    Its weight is `weight_numerator` / `weight_denominator` of the whole. `who` says what makes somebody belong to it;
    an `office` or `organisations` narrow that (none means any). Where `card_votes`, a delegate's paper counts for as
    many as the delegation speaks for. `eligibility` holds the section's rules by name, each with its parameters.
    """

    class Who(models.TextChoices):
        """What makes somebody belong to a section."""

        MEMBERS = "members", "Members"
        SUPPORTERS = "supporters", "Registered supporters"
        AFFILIATES = "affiliates", "Members of affiliated organisations"
        REPRESENTATIVES = "representatives", "Elected representatives"
        DELEGATES = "delegates", "Delegates of organisations"

    selection = models.ForeignKey(Selection, models.CASCADE, related_name="sections")
    name = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    who = models.CharField(max_length=16, choices=Who.choices, default=Who.MEMBERS)
    office = models.CharField(max_length=16, choices=Affiliation.Office.choices, blank=True)
    organisations = models.ManyToManyField(Organisation, blank=True, related_name="+")
    weight_numerator = models.PositiveIntegerField(default=1)
    weight_denominator = models.PositiveIntegerField(default=1)
    card_votes = models.BooleanField(default=False)
    eligibility = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["selection", "name"], name="section_named_once"),
            models.CheckConstraint(
                condition=Q(weight_numerator__gt=0, weight_denominator__gt=0), name="section_weighs_something"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def weight(self) -> Fraction:
        """Return the section's share of the whole, exactly."""
        return Fraction(self.weight_numerator, self.weight_denominator)


class Transition(models.Model):
    """One move of a selection from a state to the next. Append-only: the database refuses to change or delete it."""

    selection = models.ForeignKey(Selection, models.PROTECT, related_name="transitions")
    move = models.CharField(max_length=24)
    source = models.CharField(max_length=12, choices=State.choices)
    target = models.CharField(max_length=12, choices=State.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["id"]
