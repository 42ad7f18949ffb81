"""Put a walk on a telephone, open it there, and take it off again."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.doorstep.actions.finishing import finish_unless_carried, locked
from groundgame.campaign.doorstep.models import Device, Outing
from groundgame.campaign.doorstep.rights import (
    check_may_canvass,
    check_may_hand_in,
    check_may_revoke,
    check_may_use,
    may_use,
)
from groundgame.campaign.doorstep.sync.letterbox import new_letterbox

KEY_BYTES, TOKEN_BYTES = 32, 32


@dataclass(frozen=True, slots=True)
class Added:
    """A telephone that was added, and its secret, which is shown this once."""

    device: Device
    token: str


@dataclass(frozen=True, slots=True)
class Keys:
    """The server's parts of the two keys on a telephone: what opens the walk's people, and what opens unsent contacts.

    `people` is None where the walk is over for the telephone: it may still hand in, and reads nothing more.
    """

    people: bytes | None
    unsent: bytes


def fingerprint(secret: str) -> str:
    """Return the SHA-256 of a secret, which is all that the database keeps of it."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def add_device(*, by: User, outing: Outing, name: str, sign_in: str = "") -> Added:
    """Put a walk on a telephone of the person's; `sign_in` is the key of the browser's sign-in.

    Raises:
        PermissionDenied: if the walk is over, or the person is not on it.
    """
    check_may_canvass(by, outing)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    device = Device.objects.create(
        borough=outing.borough,
        outing=outing,
        user=by,
        name=name.strip(),
        token_hash=fingerprint(token),
        key=secrets.token_bytes(KEY_BYTES),
        letterbox=new_letterbox(),
        sign_in=fingerprint(sign_in) if sign_in else "",
        last_seen_at=timezone.now(),
    )
    audit.record(by=by, action="doorstep.add_device", subject=device, area=outing.borough, name=device.name)
    return Added(device, token)


def keys_of(device: Device) -> Keys:
    """Return the server's parts of the telephone's keys.

    Raises:
        OverError: if the telephone was revoked, has left the walk, or comes too late to hand anything in.
    """
    if device.key is None:
        check_may_use(device)
    check_may_hand_in(device)
    secret = bytes(device.key or b"")
    people = _part(secret, "people") if may_use(device) else None
    return Keys(people=people, unsent=_part(secret, "unsent"))


def _part(secret: bytes, purpose: str) -> bytes:
    return hmac.digest(secret, purpose.encode(), "sha256")


@transaction.atomic
def revoke_device(*, by: User, device: Device) -> None:
    """Take a walk off a telephone: its key is destroyed at once, and it hands in and clears itself when it next asks.

    Raises:
        PermissionDenied: if the telephone is not the person's, and they do not run its round.
    """
    check_may_revoke(by, device)
    if device.revoked_at is not None or device.ended_at is not None:
        return
    device.revoked_at, device.revoked_by, device.key = timezone.now(), by, None
    device.save(update_fields=["revoked_at", "revoked_by", "key"])
    audit.record(by=by, action="doorstep.revoke_device", subject=device, area=device.borough, unsent=device.unsent)


@transaction.atomic
def end_device(*, device: Device, finished: bool = False) -> None:
    """Note that a telephone has cleared itself; its secret opens nothing more.

    `finished`: its volunteer said that the walk is done. It is back then, unless somebody else still carries it.
    One that was taken off the walk brings nothing back.
    """
    outing = locked(device.outing)
    finished = finished and may_use(device)
    if device.ended_at is None:
        device.ended_at, device.key, device.letterbox, device.unsent = timezone.now(), None, None, 0
        device.save(update_fields=["ended_at", "key", "letterbox", "unsent"])
        audit.record(by=device.user, action="doorstep.end_device", subject=device, area=device.borough)
    if finished:
        finish_unless_carried(by=device.user, outing=outing)


@transaction.atomic
def end_sign_in(*, by: User, sign_in: str) -> None:
    """Revoke the telephones that were added in a browser whose person signs out there."""
    for device in Device.objects.filter(user=by, sign_in=fingerprint(sign_in), revoked_at=None, ended_at=None):
        revoke_device(by=by, device=device)
