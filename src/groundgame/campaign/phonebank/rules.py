"""Which sessions a person may be offered; what they may do there is the canvass room's rule."""

from groundgame.campaign.accounts.models import Role, User
from groundgame.campaign.accounts.rules import FIELD_STAFF, wards_of
from groundgame.campaign.canvass.models import Session

OFFERED_TO = (*FIELD_STAFF, Role.VOLUNTEER)


def may_be_offered(user: User, session: Session, wards: frozenset[str] | None = None) -> bool:
    """Tell whether a session is shown to a person who has not asked to join: one whose roles cover all of it.

    `wards` are those that the roles cover, where the caller of this has them.
    """
    covered = wards_of(user, OFFERED_TO) if wards is None else wards
    return session.closed_at is None and frozenset(session.audience["wards"]) <= covered
