"""Registers, the files they came from, and who is on them under which number."""

from django.conf import settings
from django.db import models

from groundgame.campaign.register.models.electors import Elector


class Register(models.Model):
    """One published register of one borough: the annual revision, or a monthly update of it."""

    borough = models.CharField(max_length=9)
    published_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["borough", "published_on"], name="register_once_a_day")]

    def __str__(self) -> str:
        return f"{self.borough} {self.published_on}"


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


class RegisterImport(models.Model):
    """A file that was imported whole. `sha256` is that of its bytes: the same file is never imported twice."""

    borough = models.CharField(max_length=9)
    register = models.ForeignKey(Register, models.PROTECT, related_name="imports")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    layout = models.CharField(max_length=20)
    row_count = models.PositiveIntegerField()
    added_count = models.PositiveIntegerField()
    matched_count = models.PositiveIntegerField()
    left_count = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["borough", "sha256"], name="import_once_a_file")]


class RegisterEntry(models.Model):
    """An elector's line on one register: polling district, number, and suffix (0 is none), with the markers."""

    pk = models.CompositePrimaryKey("register_id", "polling_district", "number", "suffix")
    borough = models.CharField(max_length=9)
    register = models.ForeignKey(Register, models.CASCADE, related_name="entries", db_index=False)
    elector = models.ForeignKey(Elector, models.PROTECT, related_name="entries")
    polling_district = models.CharField(max_length=8)
    number = models.PositiveIntegerField()
    suffix = models.PositiveSmallIntegerField(default=0)
    markers = models.CharField(max_length=8, blank=True)
