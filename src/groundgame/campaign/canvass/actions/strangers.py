"""Make an account for a volunteer who came by a link."""

from django.db import IntegrityError, transaction

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass.errors import KnownAddressError


def make_stranger(*, name: str, email: str) -> User:
    """Make an account without a password or any role; whoever calls this writes down what it was for.

    Whoever gives an address proves nothing by it: an address with an account is refused, never signed in.

    Raises:
        KnownAddressError: if the address has an account.
    """
    address = email.strip().lower()
    try:
        with transaction.atomic():
            return User.objects.create_user(address, name=name.strip())
    except IntegrityError as error:
        raise KnownAddressError(
            f"{address} has an account already. Sign in with it, and open the link again; "
            "if you have no password, ask the organiser for a sign-in link."
        ) from error
