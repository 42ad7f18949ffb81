"""Two openings of one session's script, each heard by half of the households: fixed before anybody is called."""

from django.db import models

from groundgame.campaign.canvass.models.sessions import Session

FIRST, SECOND = "a", "b"
"""What the contact log keeps of which was said."""


class Wordings(models.Model):
    """The two openings of a session, and what each household's is drawn by. Append-only.

    `first` is the script's as it stood when the session was made, so that nothing written since changes what was
    compared. `key` (32 bytes) makes the draw. The marked register of `polling_day`, if one is named, tells who voted.
    """

    session = models.OneToOneField(Session, models.PROTECT, primary_key=True, related_name="wordings")
    first = models.TextField()
    second = models.TextField()
    key = models.BinaryField(max_length=32)
    polling_day = models.DateField(null=True)

    def __str__(self) -> str:
        return f"Two openings of {self.session}"
