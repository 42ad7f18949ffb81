"""How people come to have an account: by invitation, never by signing up at the front door; and who writes to them."""

import datetime as dt
from email.utils import formataddr, parseaddr
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest


class InvitationOnlyAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Close the public sign-up page, and write every letter in the campaign's name, not in that of a host."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Tell allauth that nobody signs up alone: a phone bank's link and an organiser's grant make accounts."""
        return False

    def campaign_name(self) -> str:
        """Return whose letters these are, to stand in a sentence: "for …"."""
        return settings.GROUNDGAME_CAMPAIGN or "our campaign"

    def format_email_subject(self, subject: str) -> str:
        """Return the subject as it is: each of them says whose letter it is."""
        return str(subject)

    def get_from_email(self) -> str:
        """Return the sender, with the campaign's name where the setting gives an address alone."""
        name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
        return formataddr((name or self.campaign_name().removeprefix("the "), address))

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """Return a letter whose words may name the campaign."""
        days = dt.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT).days
        named = context | {"campaign": self.campaign_name(), "link_days": days}
        letter: EmailMessage = super().render_mail(template_prefix, email, named, headers)
        return letter
