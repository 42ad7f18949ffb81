"""Which lists have been loaded beside a register."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class LoadedList(models.Model):
    """A file of telephones, absent voters or votes that was taken: whose, of which election, when and by whom.

    `election_date` is empty where the file has several days, or none. `rows` is how many were recorded, `changed` how
    many of them stood there otherwise; `refused` lines were left out, as somebody had accepted (`refused_lines`).
    """

    class What(models.TextChoices):
        """What a list holds."""

        POSTAL = "postal", "List of postal voters"
        PROXY = "proxy", "List of proxies"
        PROXY_POSTAL = "proxy_postal", "List of postal proxies"
        ABSENT = "absent", "Absent voters, the file says of each which"
        MARKED = "marked", "Marked register: who has voted"
        MARKED_POST = "marked_post", "Marked list of postal voters: who has voted by post"
        TELEPHONES = "telephones", "Telephone numbers"

    borough = models.CharField(max_length=9)
    what = models.CharField(max_length=12, choices=What.choices)
    election_date = models.DateField(null=True)
    file_name = models.CharField(max_length=200, blank=True)
    rows = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    refused_lines = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["borough", "-at"], name="list_borough")]

    def __str__(self) -> str:
        return f"{self.get_what_display()} ({self.borough})"


class HeldList(models.Model):
    """A list that somebody looks at before it is loaded: the file as it came, and what was said of it.

    Kept until it is loaded or given up, and no longer than a register that nobody decides on (`register.retention`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    borough = models.CharField(max_length=9)
    what = models.CharField(max_length=12, choices=LoadedList.What.choices)
    election_date = models.DateField(null=True)
    file_name = models.CharField(max_length=200, blank=True)
    accept_refused = models.BooleanField(default=False)
    content = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.file_name or self.get_what_display()} ({self.borough})"
