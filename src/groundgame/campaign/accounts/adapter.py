"""How people come to have an account: by invitation, never by signing up at the front door."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitationOnlyAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Close the public sign-up page; a phone bank's link and an organiser's grant make accounts instead."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Tell allauth that nobody signs up alone."""
        return False
