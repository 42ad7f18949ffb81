"""What was printed, line by line, and what was typed back from it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from groundgame.campaign.canvass.models import ContactEvent
from groundgame.campaign.doorstep.models.outings import CODE_LENGTH, Outing, new_code


class Sheet(models.Model):
    """A walk as it was printed. Line 1 is the first of `electors` (ids), who was met at the first of `doors` (ids).

    The lines stay as they were printed whatever the register says later, so that a number always means who it meant.
    """

    borough = models.CharField(max_length=9)
    outing = models.ForeignKey(Outing, models.CASCADE, related_name="sheets")
    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code)
    electors = ArrayField(models.BigIntegerField())
    doors = ArrayField(models.BigIntegerField())
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    printed_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)


class SheetEntry(models.Model):
    """What was typed for one line: its event in the contact log. The newest entry of a line is what holds."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="entries")
    line = models.PositiveIntegerField()
    event = models.OneToOneField(ContactEvent, models.PROTECT, related_name="+")
    typed = models.CharField(max_length=80)
    typed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    typed_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["sheet", "line"], condition=Q(undone_at=None), name="sheet_entry_stands")]
