"""Make an account for a volunteer who came by the link."""

from django.db import IntegrityError, transaction

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.canvass.actions import ask_to_join
from groundgame.campaign.canvass.models import Caller, Session
from groundgame.campaign.phonebank.errors import KnownAddressError


@transaction.atomic
def join_as_stranger(*, session: Session, name: str, email: str) -> Caller:
    """Make an account without a password or any role, and ask for a place in the session.

    Whoever gives an address proves nothing by it: an address with an account is refused, never signed in.

    Raises:
        KnownAddressError: if the address has an account.
        PermissionDenied: if the session is closed or full.
    """
    address = email.strip().lower()
    try:
        with transaction.atomic():
            user = User.objects.create_user(address, name=name.strip())
    except IntegrityError as error:
        raise KnownAddressError(
            f"{address} has an account already. Sign in with it, and open the link again; "
            "if you have no password, ask the organiser for a sign-in link."
        ) from error
    audit.record(by=user, action="phonebank.join_as_stranger", subject=session, area=session.area)
    return ask_to_join(by=user, session=session)
