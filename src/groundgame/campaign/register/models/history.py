"""How electors have voted before (never for whom): absent voters' lists and marked registers."""

from django.db import models

from groundgame.campaign.register.models.electors import Elector


class AbsentVoter(models.Model):
    """An elector on the postal, proxy or proxy-postal list of a contest's day (RPR 2001, regs 61 and 66)."""

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


class MarkedEntry(models.Model):
    """An elector whom the marked register of a day shows as having been given a ballot paper."""

    pk = models.CompositePrimaryKey("elector_id", "election_date")
    borough = models.CharField(max_length=9)
    elector = models.ForeignKey(Elector, models.CASCADE, related_name="votes_cast", db_index=False)
    election_date = models.DateField()
    by_post = models.BooleanField(default=False)
