"""The letter that invites somebody: who asks them, to what, where and until when, and the way in."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.accounts.models import Grant, Role, User
from groundgame.electoral.places import atlas

WORK: Mapping[str, str] = MappingProxyType(
    {
        Role.DIRECTOR: "You see where we stand, choose where the next hour goes, and give others their roles.",
        Role.ORGANISER: "You choose whom we ring and where we knock, bring volunteers in, and see what comes of it.",
        Role.VOLUNTEER: "You ring electors or knock on doors: a page on your telephone says whom and what to ask.",
        Role.AGENT: "You look electors up, and see where we stand and where we have been.",
        Role.DATA_OFFICER: "You answer people who ask what we hold of them, and see who looked at whom.",
        Role.RETURNING_OFFICER: "You run the party’s own elections: who may vote, the ballot and the count.",
    }
)
"""What each role does, as somebody who has never seen the program understands it."""


def send_invitation(request: SignedInRequest, grant: Grant) -> None:
    """Write to somebody who has no password yet; answers go to whoever is signed in and gives the role.

    Raises:
        OSError: if the mail server is away.
    """
    adapter = get_adapter(request)
    letter = adapter.render_mail(
        "accounts/letters/invitation",
        grant.user.email,
        {
            "inviter": request.user,
            "user": grant.user,
            "grant": grant,
            "area": atlas().area(grant.area),
            "work": WORK[grant.role],
            "link": adapter.get_reset_password_from_key_url(_key(grant.user)),
            "link_ends_at": timezone.now() + dt.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT),
            "sign_in": request.build_absolute_uri(reverse("account_login")),
        },
        headers={"Reply-To": request.user.email},
    )
    letter.send()


def _key(user: User) -> str:
    """Return the key by which the person sets a password, as a forgotten one is set: it works once, for some days."""
    return f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
