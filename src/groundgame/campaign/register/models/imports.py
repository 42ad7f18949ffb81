"""The files that registers came from, what each import was, and what its undoing needs."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q

from groundgame.campaign.register.models.electors import Elector
from groundgame.campaign.register.models.registers import Register


class RegisterImport(models.Model):
    """A register's file on its way in: brought, looked at, applied; or refused, given up, undone.

    `sha256` is that of its bytes: the same file is never applied twice. `known_sha256` is that of what the borough held
    when the file was looked at: applied is what was looked at, or nothing. `message` is the sentence of a failure. The
    counts are those of the plan until it is applied, and of what was done from then on.
    """

    class State(models.TextChoices):
        """How far a file has come; that it is being applied is told by its job alone (`register.under_way`)."""

        UPLOADED = "uploaded", "Brought, not read yet"
        LOOKED_AT = "looked_at", "Ready to be applied"
        APPLYING = "applying", "Being applied"
        APPLIED = "applied", "Applied"
        UNDONE = "undone", "Undone"
        FAILED = "failed", "Not taken"
        DISCARDED = "discarded", "Given up"

    class Kind(models.TextChoices):
        """What a file holds."""

        FULL = "full", "Full register"
        UPDATE = "update", "Monthly update"

    borough = models.CharField(max_length=9)
    published_on = models.DateField(null=True)
    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.FULL, db_default=Kind.FULL)
    state = models.CharField(max_length=9, choices=State.choices, default=State.APPLIED, db_default=State.APPLIED)
    register = models.ForeignKey(Register, models.PROTECT, null=True, related_name="imports")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    known_sha256 = models.CharField(max_length=64, blank=True, default="", db_default="")
    layout = models.CharField(max_length=20, blank=True)
    row_count = models.PositiveIntegerField(default=0)
    added_count = models.PositiveIntegerField(default=0)
    matched_count = models.PositiveIntegerField(default=0)
    left_count = models.PositiveIntegerField(default=0)
    changed_count = models.PositiveIntegerField(default=0, db_default=0)
    moved_count = models.PositiveIntegerField(default=0, db_default=0)
    refused_count = models.PositiveIntegerField(default=0, db_default=0)
    doubtful_count = models.PositiveIntegerField(default=0, db_default=0)
    message = models.CharField(max_length=1000, blank=True, default="", db_default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    looked_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["borough", "sha256"], condition=Q(state="applied"), name="import_applied_once_a_file"
            )
        ]
        indexes = [models.Index(fields=["borough", "-at"], name="import_borough")]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.borough})"

    @property
    def day(self) -> dt.date | None:
        """The day on which the register was published."""
        return self.register.published_on if self.register else self.published_on


class UndoPart(models.Model):
    """What a table held before an import, and which rows the import made: a frame, packed (Parquet).

    Written with the import itself, and erased when a later import of the borough stands on it: from then on there is
    no way back.
    """

    pk = models.CompositePrimaryKey("made_by_id", "part")
    made_by = models.ForeignKey(RegisterImport, models.CASCADE, related_name="undo_parts", db_index=False)
    borough = models.CharField(max_length=9)
    part = models.CharField(max_length=24)
    content = models.BinaryField()


class MatchDecision(models.Model):
    """Whether a person on a register (a name at a door) is an elector whom we know, as somebody decided who looked.

    `address_key` and `name_key` are those of the register; the decision is kept and holds for every later file.
    """

    borough = models.CharField(max_length=9)
    elector = models.ForeignKey(Elector, models.CASCADE, related_name="+")
    address_key = models.CharField(max_length=200, db_collation="C", blank=True)
    name_key = models.CharField(max_length=170, db_collation="C")
    same = models.BooleanField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["elector", "address_key", "name_key"], name="decided_once_a_pair")
        ]
        indexes = [models.Index(fields=["borough"], name="decision_borough")]
