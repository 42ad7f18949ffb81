"""Signing out of the site takes the walks off the telephone that was signed in."""

from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from groundgame.campaign.accounts.models import User


@receiver(user_logged_out)
def revoke_here(sender: type[User], request: HttpRequest | None, user: User | None, **_: Any) -> None:
    """Revoke the telephones that were added in this browser: they hand in and clear themselves when they next ask."""
    from groundgame.campaign.doorstep.actions.devices import end_sign_in  # not with every command that starts Django

    key = request.session.session_key if request is not None else None
    if user is not None and key:
        end_sign_in(by=user, sign_in=key)
