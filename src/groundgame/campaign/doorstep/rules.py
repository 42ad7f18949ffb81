"""Who may run a round of doors, change its walks, give them out and type what came back.

Rules come in pairs: `check_may_x` raises with a sentence, `may_x` answers.
"""

from django.core.exceptions import PermissionDenied

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass.models import Session
from groundgame.campaign.canvass.rules import may_ring_in, may_run_session, sessions_run_by
from groundgame.campaign.doorstep.models import Outing, Sheet
from groundgame.campaign.doorstep.rights import is_on


def rounds_run_by(user: User) -> list[Session]:
    """Return the rounds of doors all of whose wards the person manages, the newest first."""
    return [session for session in sessions_run_by(user) if session.channel == Session.Channel.DOOR]


def may_run_round(user: User, session: Session) -> bool:
    """Tell whether the session is one of doors, in wards that the person manages every one of."""
    return session.channel == Session.Channel.DOOR and may_run_session(user, session)


def check_may_run_round(user: User, session: Session) -> None:
    """Refuse a person who does not manage every ward of the round."""
    if not may_run_round(user, session):
        raise PermissionDenied("This round of doors covers wards that you do not manage. Ask its organiser.")


def may_make_round(user: User, wards: tuple[str, ...]) -> bool:
    """Tell whether the person manages every one of the wards."""
    return may_ring_in(user, wards)


def may_be_on(user: User, outing: Outing) -> bool:
    """Tell whether the person is on the walk, and it is still out."""
    return outing.ended_at is None and is_on(user, outing)


def check_may_be_on(user: User, outing: Outing) -> None:
    """Refuse a person who is not on the walk, or whose walk is over."""
    if not may_be_on(user, outing):
        raise PermissionDenied("You are not on this walk, or it is over. Ask the organiser for its link.")


def may_type(user: User, sheet: Sheet) -> bool:
    """Tell whether the person runs the sheet's round, or is on its walk."""
    return is_on(user, sheet.outing) or may_run_round(user, sheet.outing.walk.session)


def check_may_type(user: User, sheet: Sheet) -> None:
    """Refuse a person who neither runs the round nor walked the sheet."""
    if not may_type(user, sheet):
        raise PermissionDenied("Only the round's organisers, and who was given this sheet, type it. Ask its organiser.")
