"""Where we have been: a row a street, kept beside the register and the contact log so that no page counts them."""

from django.db import models
from django.db.models.functions import Upper


class StreetCoverage(models.Model):
    """A street within a polling district: who lives there now, and what the contact log says of them.

    `homes` are addresses with an elector. `homes_spoken` are those where we ever heard from somebody who lives there
    now, `homes_spoken_lately` within a year before the row was worked out. `last_attempt_at` and `last_contact_at` are
    the newest of anybody there.
    """

    borough = models.CharField(max_length=9)
    ward = models.CharField(max_length=9)
    polling_district = models.CharField(max_length=8)
    street = models.CharField(max_length=100, db_collation="C")
    electors = models.PositiveIntegerField()
    homes = models.PositiveIntegerField()
    homes_tried = models.PositiveIntegerField()
    homes_spoken = models.PositiveIntegerField()
    homes_spoken_lately = models.PositiveIntegerField()
    attempts = models.PositiveIntegerField()
    conversations = models.PositiveIntegerField()
    last_attempt_at = models.DateTimeField(null=True)
    last_contact_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ward", "polling_district", "street", "borough"], name="street_once_a_district"
            )
        ]
        indexes = [
            models.Index(fields=["borough"], name="coverage_borough"),
            models.Index(Upper("street"), name="coverage_street"),
        ]

    def __str__(self) -> str:
        return f"{self.street}, {self.polling_district}"


class CoverageKept(models.Model):
    """Up to where a borough's coverage has followed the contact log, and when it was last worked out from the ground.

    `read_to` is the database's transaction: every row of the log with a lower one is in the figures. `registers` is a
    mark of the imports that its electors come from.
    """

    borough = models.CharField(max_length=9, primary_key=True)
    read_to = models.BigIntegerField()
    registers = models.CharField(max_length=32, blank=True)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField()
