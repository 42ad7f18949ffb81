"""The request of a page that only people signed in reach."""

from django.http import HttpRequest

from groundgame.campaign.accounts.models import User


class SignedInRequest(HttpRequest):
    """A request whose user is known: LoginRequiredMiddleware has turned strangers away."""

    user: User
