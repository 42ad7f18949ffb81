"""The party that this installation works for."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from groundgame.electoral.contests import parties
from groundgame.electoral.contests.parties import Party


def our_party() -> Party:
    """Return the party that GROUNDGAME_PARTY names.

    Raises:
        ImproperlyConfigured: if the record knows no such party.
    """
    found = parties().get(settings.GROUNDGAME_PARTY)
    if found is None:
        known = ", ".join(list(parties())[:5])
        raise ImproperlyConfigured(
            f"GROUNDGAME_PARTY is {settings.GROUNDGAME_PARTY!r}, which is no party of the record. "
            f"Name one by its id: {known}, ..."
        )
    return found
