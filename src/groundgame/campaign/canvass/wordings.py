"""What is said first in a household, where a session has two openings: by a fixed hash, so that all of it hears one.

Nobody who calls is told that there are two, but on paper, where both stand, each under a shape. The contact log keeps
which was said (`ContactEvent.wording`).
"""

from dataclasses import dataclass

from django.core.cache import cache

from groundgame.campaign.canvass.models import Session
from groundgame.campaign.canvass.models.wordings import FIRST, SECOND, Wordings
from groundgame.campaign.register.models import Elector
from groundgame.electoral.trials import script_arm

KEPT_SECONDS = 600
"""They never change; what is kept is only let go so as not to keep every session that there ever was."""
NONE = "none"


@dataclass(frozen=True, slots=True)
class Openings:
    """A session's two openings, and what households are drawn by."""

    session: int
    first: str
    second: str
    key: bytes

    def wording(self, household: int) -> str:
        """Return which of them a household hears: its address's id, or below nought that of whoever has none."""
        return script_arm(str(self.session), str(household), (FIRST, SECOND), key=self.key)

    def opening(self, household: int) -> str:
        """Return what is said first in a household."""
        return self.first if self.wording(household) == FIRST else self.second


def openings_of(session: Session) -> Openings | None:
    """Return a session's two openings, or None where it has its script's alone."""
    key = f"wordings:{session.pk}"
    kept: Openings | str | None = cache.get(key)
    if kept is None:
        row = Wordings.objects.filter(pk=session.pk).first()
        kept = Openings(session.pk, row.first, row.second, bytes(row.key)) if row is not None else NONE
        cache.set(key, kept, KEPT_SECONDS)
    return kept if isinstance(kept, Openings) else None


def opening_for(session: Session, household: int) -> str:
    """Return what is said first in a household."""
    two = openings_of(session)
    return session.script.opening if two is None else two.opening(household)


def wording_said(session: Session, elector: Elector, household: int | None = None) -> str:
    """Return which opening was said, as the contact log keeps it: "" where there is one alone.

    `household` is the address of the lease or of the door that was shown: by when a contact is saved an elector may be
    known to live elsewhere. Of None the elector's own.
    """
    two = openings_of(session)
    return "" if two is None else two.wording(household or elector.address_id or -elector.pk)
