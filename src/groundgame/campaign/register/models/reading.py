"""How a file of a shape that no software of ours writes is read, and what was typed from a marked register."""

import uuid

from django.conf import settings
from django.db import models


class ColumnMapping(models.Model):
    """Which column is which in a file of an unknown shape, said once by a person.

    `fingerprint` is that of the header, so that the next file of the shape is known; `names` are its columns as they
    stand in the file, or our own where it writes none (`written`). `columns` gives for each of our fields the positions
    (from 0) of its columns. It holds for every borough: offices that write one header use one software.
    """

    fingerprint = models.CharField(max_length=64, unique=True)
    title = models.CharField(max_length=80)
    names = models.JSONField()
    written = models.BooleanField(default=True)
    columns = models.JSONField()
    update = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.title


class MarkedLine(models.Model):
    """One line of numbers that somebody typed from a marked register: "12 15-19 33/1 40p".

    Its id is made where it is typed, so that a line sent twice counts once. `before` holds for each elector whom it
    marked what stood there (null for nothing, or whether by post), so that it can be undone; `answer` what was said of
    it: how many were marked, and the numbers that are unknown or disputed. `numbered_on` is the day of the full
    register whose numbers were meant.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    borough = models.CharField(max_length=9)
    numbered_on = models.DateField()
    polling_district = models.CharField(max_length=8)
    election_date = models.DateField()
    text = models.CharField(max_length=1000)
    answer = models.JSONField()
    before = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["borough", "polling_district", "election_date", "-at"], name="marked_line")]

    def __str__(self) -> str:
        return f"{self.polling_district}: {self.text}"
