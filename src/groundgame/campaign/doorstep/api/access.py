"""How a telephone shows which one it is, how much it may send, and how often."""

from django.core.cache import cache
from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.security import HttpBearer

from groundgame.campaign.doorstep.actions.devices import fingerprint
from groundgame.campaign.doorstep.models import Device

MOST_BYTES = 512 * 1024  # two hundred contacts with a note each are 200 kB
MOST_A_MINUTE = 120  # a telephone asks twice at every door at most
MINUTE_SECONDS = 60


class DeviceToken(HttpBearer):
    """The secret of one telephone on one walk, in the header."""

    def authenticate(self, request: HttpRequest, token: str) -> Device | None:
        """Return the telephone whose secret it is, with its walk and its volunteer; None where there is none.

        That of somebody whose account was closed as well: it reads nothing more, and hands in what it holds.
        """
        check_size(request)
        known = Device.objects.select_related("user", "outing__walk__session__script")
        device = known.filter(token_hash=fingerprint(token)).first()
        if device is not None:
            check_pace(device)
        return device


def check_size(request: HttpRequest) -> None:
    """Refuse more than a telephone ever has to send at once, before it is read."""
    size = int(request.META.get("CONTENT_LENGTH") or 0)
    if size > MOST_BYTES:
        raise HttpError(413, f"{size:,} bytes at once are too many: send {MOST_BYTES:,} at most, and the rest after.")


def check_pace(device: Device) -> None:
    """Refuse a telephone that asks far oftener than anybody knocks, so that one gone wrong does not slow the others."""
    key = f"doorstep-pace:{device.pk}"
    if cache.add(key, 1, MINUTE_SECONDS):
        return
    try:
        asked = cache.incr(key)
    except ValueError:  # the minute ended between the two
        return
    if asked > MOST_A_MINUTE:
        raise HttpError(429, f"This phone has asked {asked} times within a minute. Everything is kept; wait a minute.")
