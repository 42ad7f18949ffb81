"""A member or a registered supporter of the party."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from groundgame.campaign.people.models.organisations import Organisation


class Member(models.Model):
    """One person whom the party knows by a number of its own.

    `ward` is the GSS code of where they live, and `local_party` the branch that they belong to, which need not be the
    ward's. `paid_until` is the last day that a subscription covers. A suspension runs from `suspended_from` to the day
    before `suspended_until`, or on where that is empty. `born_on` is kept only where the party asks for it.
    """

    class Kind(models.TextChoices):
        """What the person joined as."""

        MEMBER = "member", "Member"
        SUPPORTER = "supporter", "Registered supporter"
        AFFILIATED = "affiliated", "Known through an affiliated organisation alone"

    number = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.MEMBER)
    email = models.EmailField(blank=True, db_index=True)
    address = models.TextField(blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    ward = models.CharField(max_length=9, blank=True, db_index=True)
    local_party = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="local_members")
    joined_on = models.DateField()
    paid_until = models.DateField(null=True, blank=True)
    suspended_from = models.DateField(null=True, blank=True)
    suspended_until = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    born_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(suspended_until=None) | Q(suspended_from__lt=F("suspended_until")),
                name="suspension_starts_before_it_ends",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"

    def suspended_on(self, day: date) -> bool:
        """Tell whether a suspension runs on that day."""
        if self.suspended_from is None or day < self.suspended_from:
            return False
        return self.suspended_until is None or day < self.suspended_until
