"""Who answers for the calls."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def promoter_contact() -> str:
    """Return the name and address that a caller gives to whoever asks for them, or "" where nobody has set them."""
    return str(settings.GROUNDGAME_CONTACT)
