"""The people whom we must not contact, call, knock for, write to or profile."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from groundgame.campaign.register.models.electors import Elector


class Channel(models.TextChoices):
    """A way to reach somebody."""

    PHONE = "phone", "Telephone"
    DOOR = "door", "At the door"
    LETTER = "letter", "Letter or leaflet"
    EMAIL = "email", "E-mail"
    TEXT = "text", "Text message"


class Suppression(models.Model):
    """An elector's objection. It holds from `since` until lifted, for every channel or for one alone.

    Direct marketing: UK GDPR art. 21(2)-(3), an absolute right. Calls: PECR 2003 reg. 21(1)(a). Political opinions:
    DPA 2018 Sch. 1 para. 22(3).
    """

    class Kind(models.TextChoices):
        """What the elector objects to."""

        DO_NOT_CONTACT = "do_not_contact", "Do not contact"
        DO_NOT_CALL = "do_not_call", "Do not call"
        DO_NOT_KNOCK = "do_not_knock", "Do not knock"
        DO_NOT_WRITE = "do_not_write", "No letters or leaflets"
        NO_PROFILING = "no_profiling", "Objects to profiling"

    borough = models.CharField(max_length=9)
    elector = models.ForeignKey(Elector, models.CASCADE, related_name="suppressions")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    since = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    source = models.CharField(max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["elector", "kind"], condition=Q(lifted_at=None), name="suppression_once_a_kind"
            )
        ]


class BarredLine(models.Model):
    """A telephone line on which nobody is rung, because somebody reached by it objected.

    The law protects the line, whoever answers it (PECR 2003 reg. 21(1)(a)); and a bar on the line holds when a register
    spells its person's name anew and so takes them for somebody else.
    """

    borough = models.CharField(max_length=9)
    suppression = models.ForeignKey(Suppression, models.CASCADE, related_name="lines", db_index=False)
    e164 = models.CharField(max_length=16)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["suppression", "e164"], name="line_once_a_suppression")]
        indexes = [models.Index(fields=["e164"], condition=Q(lifted_at=None), name="line_barred")]

    def __str__(self) -> str:
        return self.e164
