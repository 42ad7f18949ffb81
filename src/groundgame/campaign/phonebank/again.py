"""Let a volunteer of the link sign in again, on another evening or another telephone, by a link of their organiser's.

They have no password, and proving the address would need a letter. The link says who, works once, and for a quarter of
an hour; it is for those without a role alone, and ends with the first role that they are given.
"""

from django.core import signing
from django.db import transaction
from django.utils.crypto import salted_hmac

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.canvass.models import Caller
from groundgame.campaign.phonebank.rules import check_may_let_sign_in, is_of_the_link_alone

SALT = "groundgame.phonebank.again"
VALID_SECONDS = 15 * 60


@transaction.atomic
def make_link_token(*, by: User, caller: Caller) -> str:
    """Return the token of a link by which the volunteer signs in once, within a quarter of an hour.

    Raises:
        PermissionDenied: if the person may not let this volunteer in, or the volunteer has a way of their own.
    """
    check_may_let_sign_in(by, caller)
    session = caller.session
    audit.record(by=by, action="phonebank.sign_in_link", subject=session, area=session.area, user=caller.user_id)
    return signing.dumps({"user": caller.user_id, "state": _state(caller.user)}, salt=SALT)


@transaction.atomic
def owner_of(token: str) -> User | None:
    """Return whose link it is, locked, or None where it is too old, used, or no link of ours."""
    try:
        said = signing.loads(token, salt=SALT, max_age=VALID_SECONDS)
    except signing.BadSignature:
        return None
    user = User.objects.select_for_update().filter(pk=said["user"], is_active=True).first()
    if user is None or not is_of_the_link_alone(user) or said["state"] != _state(user):
        return None
    return user


def _state(user: User) -> str:
    """Return what changes when they sign in or are given a password, so that the link works no second time."""
    return salted_hmac(SALT, f"{user.password}{user.last_login}").hexdigest()
