"""Registers, and who is on them under which number."""

import datetime as dt

from django.db import models

from groundgame.campaign.register.models.electors import Elector


class Register(models.Model):
    """One published register of one borough: a full register, or a monthly update of one (which it `amends`)."""

    borough = models.CharField(max_length=9)
    published_on = models.DateField()
    amends = models.ForeignKey("self", models.PROTECT, null=True, related_name="updates")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["borough", "published_on"], name="register_once_a_day")]

    def __str__(self) -> str:
        return f"{self.borough} {self.published_on}"

    @property
    def numbering_id(self) -> int:
        """The id of the full register whose numbers hold here: an update amends its numbers, and gives no others."""
        return self.amends_id or self.pk


class WardCount(models.Model):
    """How many electors of a ward the borough's newest register names.

    The importer writes it with the electors themselves, so that no page counts millions of rows.
    """

    pk = models.CompositePrimaryKey("ward", "borough")
    ward = models.CharField(max_length=9)
    borough = models.CharField(max_length=9)
    electors = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.ward}: {self.electors:,}"


class RegisterEntry(models.Model):
    """An elector's line on one full register: polling district, number, and suffix (0 is none), with the markers.

    A monthly update adds lines to the register that it amends (`since` its day) and ends others (`until`): a number
    holds on a day when it was there by then and had not ended.
    """

    pk = models.CompositePrimaryKey("register_id", "polling_district", "number", "suffix")
    borough = models.CharField(max_length=9)
    register = models.ForeignKey(Register, models.CASCADE, related_name="entries", db_index=False)
    elector = models.ForeignKey(Elector, models.PROTECT, related_name="entries")
    polling_district = models.CharField(max_length=8)
    number = models.PositiveIntegerField()
    suffix = models.PositiveSmallIntegerField(default=0)
    markers = models.CharField(max_length=8, blank=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    def held_on(self, day: dt.date) -> bool:
        """Tell whether the number was this elector's on a day of the register's life."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)
