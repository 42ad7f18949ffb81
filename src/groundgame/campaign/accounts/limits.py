"""How often one network may ask for a new account, so that a leaked link is not a way to fill the database.

A hall full of volunteers shares one address, so the limit is that of a hall.
"""

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

MOST_AN_HOUR = 200
HOUR_SECONDS = 3600


def network_of(request: HttpRequest) -> str:
    """Return the address that asks; behind a proxy of ours, the last one that the proxy names."""
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rsplit(",", 1)[-1].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))


def check_may_ask(request: HttpRequest) -> None:
    """Refuse a network that has asked too often within the hour."""
    key = f"joining:{network_of(request)}"
    if _asked(key) > MOST_AN_HOUR:
        raise PermissionDenied("Too many people have joined from your network just now. Try again in an hour.")


def _asked(key: str) -> int:
    """Count one more, and return how many there have been within the hour."""
    if cache.add(key, 1, HOUR_SECONDS):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # the hour ended between the two
        cache.set(key, 1, HOUR_SECONDS)
        return 1
