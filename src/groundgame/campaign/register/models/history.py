"""How electors have voted before (never for whom): absent voters' lists and marked registers."""

from django.db import models
from django.db.models import Q

from groundgame.campaign.register.models.electors import Elector


class AbsentVoter(models.Model):
    """An elector on the postal, proxy or proxy-postal list of a contest's day (RPR 2001, regs 61 and 66).

    `came_with` is the `LoadedList` that wrote it, and `stood_before` the kind that it took the place of, so that the
    list can be taken back.
    """

    class Kind(models.TextChoices):
        """The three absent voters' lists."""

        POSTAL = "postal", "Postal"
        PROXY = "proxy", "Proxy"
        PROXY_POSTAL = "proxy_postal", "Proxy, postal"

    pk = models.CompositePrimaryKey("elector_id", "election_date")
    borough = models.CharField(max_length=9)
    elector = models.ForeignKey(Elector, models.CASCADE, related_name="absent_votes", db_index=False)
    election_date = models.DateField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    came_with = models.BigIntegerField(null=True)
    stood_before = models.CharField(max_length=12, null=True)  # noqa: DJ001 (null is nothing; no kind is empty)

    class Meta:
        indexes = [models.Index(fields=["came_with"], condition=Q(came_with__isnull=False), name="absent_came_with")]


class MarkedEntry(models.Model):
    """An elector whom the marked register of a day shows as having been given a ballot paper.

    `came_with` and `stood_before` (whether by post) are as an absent voter's; of what was typed there are none.
    """

    pk = models.CompositePrimaryKey("elector_id", "election_date")
    borough = models.CharField(max_length=9)
    elector = models.ForeignKey(Elector, models.CASCADE, related_name="votes_cast", db_index=False)
    election_date = models.DateField()
    by_post = models.BooleanField(default=False)
    came_with = models.BigIntegerField(null=True)
    stood_before = models.BooleanField(null=True)

    class Meta:
        indexes = [models.Index(fields=["came_with"], condition=Q(came_with__isnull=False), name="marked_came_with")]
