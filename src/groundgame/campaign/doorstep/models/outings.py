"""A walk that goes out, and who is on it."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q

from groundgame.campaign.doorstep.models.walks import Walk

# Read out over a telephone or copied from paper: no letter that is taken for another or for a figure.
CODE_LETTERS, CODE_LENGTH = "ABCDEFGHJKMNPQRTUVWXY346789", 6


def new_token() -> str:
    """Return the secret of a link."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """Return a short code: 387 million of them, which say nothing without signing in."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


class Outing(models.Model):
    """One time that a walk goes out: on a telephone by a link, or on paper. A walk is out once at a time.

    It is over when it was ended, or has run out (`expires_at`); its doors' leases end with it. `user` is the volunteer
    whom it was given to, if the organiser named one; whoever opens the link joins as a `Canvasser`. `token` is the
    secret of the link, `code` a short name to be read out or typed.
    """

    class Ending(models.TextChoices):
        """How a walk came back."""

        FINISHED = "finished", "Finished"
        TAKEN_BACK = "taken_back", "Taken back by an organiser"
        RAN_OUT = "ran_out", "Ran out"
        CLOSED = "closed", "The round was closed"

    borough = models.CharField(max_length=9)
    walk = models.ForeignKey(Walk, models.CASCADE, related_name="outings")
    on_paper = models.BooleanField(default=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    token = models.CharField(max_length=43, unique=True, default=new_token)
    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=10, choices=Ending.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["walk"], condition=Q(ended_at=None), name="walk_is_out_once"),
        ]


class Canvasser(models.Model):
    """Somebody on a walk: whom it was given to, or who opened its link.

    `form_since`: when they began to walk with the plain form, which has no telephone's record; empty once they have
    said that they are done.
    """

    outing = models.ForeignKey(Outing, models.CASCADE, related_name="canvassers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    joined_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)
    form_since = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outing", "user"], name="canvasser_once_an_outing")]
