"""The request of a page that only people signed in reach."""

from typing import cast

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from groundgame.campaign.accounts.models import User


class SignedInRequest(HttpRequest):
    """A request whose user is known: LoginRequiredMiddleware has turned strangers away."""

    user: User


def person_of(request: SignedInRequest) -> User:
    """Return who asks, past Django's stand-in for them: it costs something at every look, and a save takes dozens."""
    user = request.user
    if isinstance(user, SimpleLazyObject) and user.pk is not None:  # to ask for the key makes it read them
        return cast("User", user._wrapped)  # noqa: SLF001 (Django hands the person out by no other name)
    return user
