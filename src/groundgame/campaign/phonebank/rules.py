"""Which sessions a person may be offered, and who may let a volunteer sign in; the rest is the canvass room's rule."""

from django.core.exceptions import PermissionDenied

from groundgame.campaign.accounts.models import Role, User
from groundgame.campaign.accounts.rules import FIELD_STAFF, wards_of
from groundgame.campaign.canvass.models import Caller, Session
from groundgame.campaign.canvass.rules import check_may_run_session, may_run_session

OFFERED_TO = (*FIELD_STAFF, Role.VOLUNTEER)


def may_be_offered(user: User, session: Session, wards: frozenset[str] | None = None) -> bool:
    """Tell whether a session is shown to a person who has not asked to join: one whose roles cover all of it.

    `wards` are those that the roles cover, where the caller of this has them.
    """
    covered = wards_of(user, OFFERED_TO) if wards is None else wards
    return session.closed_at is None and frozenset(session.audience["wards"]) <= covered


def is_of_the_link_alone(user: User) -> bool:
    """Tell whether a person came by a phone bank's link and has nothing else: no role, and no way to sign in."""
    return not (user.has_usable_password() or user.is_staff or user.grants.active().exists())


def check_may_let_sign_in(user: User, caller: Caller) -> None:
    """Refuse to make a link that signs a volunteer in, except to those who run all that the volunteer would reach."""
    check_may_run_session(user, caller.session)
    if not is_of_the_link_alone(caller.user):
        raise PermissionDenied(f"{caller.user} has an account: they sign in by its password, or ask for one by e-mail.")
    held = Caller.objects.filter(user=caller.user, removed_at=None, session__closed_at=None).select_related("session")
    if not all(may_run_session(user, place.session) for place in held):
        raise PermissionDenied(f"{caller.user} also calls where you are no organiser. Ask the organiser there.")
