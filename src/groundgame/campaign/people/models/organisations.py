"""The organisations that members belong to, and what they are in them."""

from django.db import models
from django.db.models import F, Q


class Organisation(models.Model):
    """A local party, a union, a society, or a group of representatives such as a parliamentary party.

    `area` is a GSS code (a borough's, a seat's), empty where it has none. `affiliated_until` is the first day on which
    it is no longer affiliated.
    """

    class Kind(models.TextChoices):
        """What sort of body it is."""

        LOCAL_PARTY = "local_party", "Local party"
        UNION = "union", "Union"
        SOCIETY = "society", "Society"
        GROUP = "group", "Group of representatives"

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    area = models.CharField(max_length=9, blank=True)
    affiliated_since = models.DateField(null=True, blank=True)
    affiliated_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Affiliation(models.Model):
    """What one person is in one organisation, from a day until a day.

    A delegate carries `card_votes`, the members for whom the delegation speaks. A representative holds an `office`.
    `until` is the first day on which it no longer holds.
    """

    class Role(models.TextChoices):
        """In what way somebody belongs."""

        MEMBER = "member", "Member"
        DELEGATE = "delegate", "Delegate"
        REPRESENTATIVE = "representative", "Representative"

    class Office(models.TextChoices):
        """What a representative was elected to."""

        MP = "mp", "Member of Parliament"
        ASSEMBLY_MEMBER = "assembly_member", "Assembly member"
        MAYOR = "mayor", "Mayor"
        COUNCILLOR = "councillor", "Councillor"

    member = models.ForeignKey("people.Member", models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="affiliations")
    role = models.CharField(max_length=14, choices=Role.choices, default=Role.MEMBER)
    office = models.CharField(max_length=16, choices=Office.choices, blank=True)
    card_votes = models.PositiveIntegerField(default=0)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "organisation", "role", "since"], name="affiliation_once"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(since__lt=F("until")), name="affiliation_starts_before_it_ends"
            ),
            models.CheckConstraint(condition=Q(role="delegate") | Q(card_votes=0), name="card_votes_are_a_delegates"),
            models.CheckConstraint(
                condition=Q(role="representative") | Q(office=""), name="office_is_a_representatives"
            ),
        ]
