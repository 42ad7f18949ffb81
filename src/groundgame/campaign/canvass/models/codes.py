"""The codes in which a party writes down what electors say of their vote."""

from django.db import models


class IntentionCode(models.Model):
    """One answer to the question of voting intention, and what it means. The set is the party's own: rows, not code.

    `value` is what the contact log keeps, and never changes; `label` is what people read; `short` is what is written on
    paper and typed back. `party` is the record's id of the party considered ("" where none is), `strength` how firmly.
    A code that is `asked` stands in new scripts. One that is retired is offered nowhere, and stays readable.
    """

    class Strength(models.TextChoices):
        """How firmly a party is considered."""

        DEFINITE = "definite", "Definite"
        PROBABLE = "probable", "Probable"
        SOFT = "soft", "Soft"

    class Stance(models.TextChoices):
        """What the answer comes to, whichever party is asking."""

        PARTY = "party", "Considers a party"
        AGAINST = "against", "Against us, for whom is not known"
        UNDECIDED = "undecided", "Undecided"
        WILL_NOT_SAY = "will_not_say", "Would rather not say"
        WILL_NOT_VOTE = "will_not_vote", "Will not vote"
        INELIGIBLE = "ineligible", "May not vote"

    value = models.SlugField(max_length=40, primary_key=True)
    label = models.CharField(max_length=60)
    short = models.CharField(max_length=4, blank=True)
    party = models.SlugField(max_length=40, blank=True, db_index=False)
    strength = models.CharField(max_length=8, choices=Strength.choices, blank=True)
    stance = models.CharField(max_length=14, choices=Stance.choices)
    asked = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position", "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["short"], condition=models.Q(retired_at=None) & ~models.Q(short=""), name="code_short_once"
            ),
            models.CheckConstraint(
                condition=models.Q(stance="party") | models.Q(party="", strength=""), name="code_of_a_party"
            ),
        ]

    def __str__(self) -> str:
        return self.label
