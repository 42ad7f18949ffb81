"""When our numbers were last held against the Telephone Preference Service."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class TpsScreening(models.Model):
    """One borough's numbers held against one TPS file. `listed_on` is the day that the file is of.

    `numbers` is how many of ours were looked up, `listed` how many of them the file names.
    """

    borough = models.CharField(max_length=9)
    listed_on = models.DateField()
    file_name = models.CharField(max_length=200)
    numbers = models.PositiveIntegerField()
    listed = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["borough", "-listed_on"], name="screening_newest")]

    def __str__(self) -> str:
        return f"{self.borough} {self.listed_on}"
