"""Who answers for the calls, and numbers as they are read."""

from django import template
from django.conf import settings

from groundgame.campaign.phonebank import numbers
from groundgame.campaign.phonebank.dialling.choice import NONE

register = template.Library()


@register.simple_tag
def promoter_contact() -> str:
    """Return the name and address that a caller gives to whoever asks for them, or "" where nobody has set them."""
    return str(settings.GROUNDGAME_CONTACT)


@register.simple_tag
def imprint() -> str:
    """Return whose message the calls are, or "" where nobody has set it (Elections Act 2022 Part 6)."""
    return str(settings.GROUNDGAME_IMPRINT)


@register.simple_tag
def a_dialler() -> bool:
    """Tell whether a dialler rings for the callers."""
    return settings.GROUNDGAME_DIALLER != NONE


@register.filter
def as_read(e164: str) -> str:
    """Return a number the way it is read aloud here."""
    return numbers.as_read(e164)
