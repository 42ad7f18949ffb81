"""Whose network asks, and how often one may try before it is refused, counted over all workers."""

import ipaddress

from allauth.account.adapter import get_adapter
from django.core.cache import caches
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from groundgame.campaign.accounts.models import User

HOUR_SECONDS = 3600
MOST_KNOWN_ADDRESSES = 200  # within an hour, by one network
MOST_CODES = 60  # within an hour, by one person
NETWORK_BITS = 64  # of an IPv6 address; a household has all that follow, as one of IPv4 has one address


def network_of(request: HttpRequest) -> str:
    """Return the network that asks, as the limits of signing in see it: behind proxies of ours, who asked the first."""
    address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    if address.version == 4:
        return str(address)
    return str(ipaddress.ip_network((address, NETWORK_BITS), strict=False))


def check_may_ask(request: HttpRequest) -> None:
    """Refuse a network from which so many addresses were given that have an account: it may be looking for them.

    A hall full of volunteers shares one network, so those who come in are not counted.
    """
    _check_tries(
        f"known-address:{network_of(request)}",
        MOST_KNOWN_ADDRESSES,
        "Many addresses that have an account here were given from your network. Sign in with yours, or try again in an "
        "hour.",
    )


def count_known_address(request: HttpRequest) -> None:
    """Count an address that has an account, and was given by somebody not signed in."""
    _count_try(f"known-address:{network_of(request)}")


def check_may_look_up(user: User) -> None:
    """Refuse somebody who has typed so many codes that are none."""
    _check_tries(f"code:{user.pk}", MOST_CODES, "You have typed many codes that are none. Try again in an hour.")


def count_wrong_code(user: User) -> None:
    """Count a code that is none."""
    _count_try(f"code:{user.pk}")


def _check_tries(key: str, most: int, sentence: str) -> None:
    if caches["shared"].get(key, 0) >= most:
        raise PermissionDenied(sentence)


def _count_try(key: str) -> None:
    """Count a try; the hour begins with the first."""
    shared = caches["shared"]
    while not shared.add(key, 1, HOUR_SECONDS):
        try:
            shared.incr(key)
        except ValueError:  # the hour ended between the two
            continue
        return
