"""The sessions a person may call in, for their home page."""

from dataclasses import dataclass

from groundgame.campaign.accounts.models import User
from groundgame.campaign.accounts.rules import wards_of
from groundgame.campaign.canvass.models import Caller, Session
from groundgame.campaign.phonebank.rules import OFFERED_TO, may_be_offered


@dataclass(frozen=True, slots=True)
class Place:
    """A session as it stands to one person: `calling`, `asked` (and not let in yet) or `offered`."""

    session: Session
    state: str


def sessions_for(user: User) -> list[Place]:
    """Return the open sessions that the person calls in, waits for, or may ask to join, by priority, then by age."""
    mine = Caller.objects.filter(user=user, session__closed_at=None)
    callers = {caller.session_id: caller for caller in mine}
    covered = wards_of(user, OFFERED_TO)
    places = []
    open_ones = Session.objects.filter(closed_at=None, channel=Session.Channel.PHONE)
    for session in open_ones.order_by("-priority", "-created_at"):
        caller = callers.get(session.pk)
        if caller is not None and caller.removed_at is None:
            places.append(Place(session, "calling" if caller.admitted_at else "asked"))
        elif caller is None and may_be_offered(user, session, covered):
            places.append(Place(session, "offered"))
    return places
