"""Make an account for a volunteer who came by a link; one, however often their page is sent."""

from hashlib import sha256
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.core.cache import caches
from django.db import IntegrityError, transaction

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass.errors import KnownAddressError

AGAIN_SECONDS = 3600  # for which a page that was sent already may be sent again


def make_stranger(*, name: str, email: str, joining: UUID | None = None) -> tuple[User, bool]:
    """Make an account without a password or any role; return it, and whether it was not there before.

    Whoever gives an address proves nothing by it: an address with an account is refused, never signed in. But an answer
    may be lost on its way, with the account made and nobody signed in to it; then the page is sent again as it is.
    `joining` is the number of that page: whoever sends it with the same address is who was to have that answer, and
    gets what it would have given them.

    The server draws a number for each blank page (122 random bits), which goes over the encrypted line to one browser
    and is kept in no cache. It counts for an hour, with the address that it came with, as long as the account has no
    password and no second factor and was never given a role: for no more than the lost answer would have given. We
    keep a digest of number and address, with which nobody who reads it can do anything. Who sends a number of their
    own choice opens nothing by it but the account that they make themselves.

    Raises:
        KnownAddressError: if the address has an account, and the number is not that of the page that made it.
    """
    address = email.strip().lower()
    try:
        with transaction.atomic():
            user = User.objects.create_user(address, name=name.strip())
            if joining is not None:
                caches["shared"].set(_key(joining, address), user.pk, AGAIN_SECONDS)
            return user, True
    except IntegrityError as error:  # of two at one moment, the second waits here until the first is done
        known = None if joining is None else _made_by(joining, address)
        if known is None:
            raise KnownAddressError(
                f"{address} has an account already. Sign in with it, and open the link again; "
                "if you have no password, ask the organiser for a sign-in link."
            ) from error
        return known, False


def _key(joining: UUID, address: str) -> str:
    return f"joined:{sha256(f'{joining} {address}'.encode()).hexdigest()}"


def _made_by(joining: UUID, address: str) -> User | None:
    """Return the account that this page made with this address, as long as there is no more to it.

    The person is read before the roles: a role ends every sign-in of such an account (`accounts.actions.invite`), so
    that one given in between either is seen here, or ends the sign-in of the person as they are read here.
    """
    kept = caches["shared"].get(_key(joining, address))
    user = User.objects.filter(pk=kept, email=address, is_active=True, is_staff=False).first()
    if user is None or user.has_usable_password() or Authenticator.objects.filter(user=user).exists():
        return None
    return None if user.grants.exists() else user
