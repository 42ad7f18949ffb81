"""How many people branches spoke with before elections, counted in the night so that no page reads the contact log."""

from django.db import models


class ConversationsKept(models.Model):
    """The conversations of the weeks before a polling day, as last counted.

    `by_borough` holds of each borough (code) that had any their number week by week, the last week first.
    """

    polling_day = models.DateField(primary_key=True)
    by_borough = models.JSONField()
    made_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"Conversations before {self.polling_day}"
