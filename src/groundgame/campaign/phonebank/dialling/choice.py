"""Which dialler the settings name: none, unless they name one."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from groundgame.campaign.phonebank.dialling.kinds import Dialler
from groundgame.campaign.phonebank.dialling.twilio import Twilio

NONE, TWILIO = "none", "twilio"
NEEDED = ("TWILIO_ACCOUNT", "TWILIO_TOKEN", "TWILIO_NUMBER")


def dialler() -> Dialler | None:
    """Return the dialler, or None where callers dial by themselves.

    Raises:
        ImproperlyConfigured: if it is unknown, or what it needs is not set.
    """
    chosen = settings.GROUNDGAME_DIALLER
    if chosen == NONE:
        return None
    if chosen != TWILIO:
        raise ImproperlyConfigured(f"GROUNDGAME_DIALLER is {chosen!r}: set it to {NONE} or {TWILIO}.")
    missing = [name for name in NEEDED if not getattr(settings, name)]
    if missing:
        raise ImproperlyConfigured(f"GROUNDGAME_DIALLER is {TWILIO}, and {', '.join(missing)} is not set.")
    return Twilio(
        account=settings.TWILIO_ACCOUNT,
        token=settings.TWILIO_TOKEN,
        number=settings.TWILIO_NUMBER,
        api=settings.TWILIO_API,
    )
