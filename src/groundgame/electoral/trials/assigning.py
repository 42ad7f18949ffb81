"""Who is held back and who hears which script: by a fixed hash, so that it can be written down before anyone is called.

Whoever knows the trial, the household and the key finds the same answer again; without the key nobody can.
"""

import hmac
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence

from groundgame.electoral.trials.errors import TrialError

BITS = 53
"""As many as a float holds, so that no draw is rounded up to 1."""
BLOCK = 64
"""Bytes of a block of SHA-256, to which HMAC pads its key."""


def draw(trial: str, unit: Hashable, purpose: str, key: bytes = b"") -> float:
    """Return the number from 0 up to 1 that belongs to a household (or ward) in a trial, always the same.

    The first 53 bits of HMAC-SHA-256 (RFC 2104), by 2**53. Draws for another purpose tell nothing about this one.
    """
    digest = hmac.digest(key, _said(trial, purpose) + str(unit).encode(), "sha256")
    return float((int.from_bytes(digest[:8], "big") >> (64 - BITS)) / 2**BITS)


def hash_parts(trial: str, purpose: str, key: bytes) -> tuple[bytes, bytes]:
    """Return (inner, outer), by which a database that knows SHA-256 alone makes the same draws.

    The digest of a unit is sha256(outer + sha256(inner + its text)); keys are at most 64 bytes long.

    >>> from hashlib import sha256
    >>> inner, outer = hash_parts("june", "held back", b"secret")
    >>> digest = sha256(outer + sha256(inner + b"home-7").digest()).digest()
    >>> (int.from_bytes(digest[:8], "big") >> 11) / 2**53 == draw("june", "home-7", "held back", b"secret")
    True
    """
    padded = key.ljust(BLOCK, b"\0")
    inner, outer = (bytes(each ^ pad for each in padded) for pad in (0x36, 0x5C))
    return inner + _said(trial, purpose), outer


def _said(trial: str, purpose: str) -> bytes:
    return f"{purpose}:{len(trial)}:{trial}:".encode()


def held_back(trial: str, homes: Mapping[str, str], part: float, *, key: bytes = b"") -> frozenset[str]:
    """Return the households that nobody is to call, out of `homes` (the ward of every household).

    Of each ward the `part` (0-1) with the lowest draws. What is left over when a ward does not divide evenly is one
    more household with that chance, by the ward's own draw: so every household of every ward, however small, has
    the same chance of being held back. The order of `homes` does not matter.

    Raises:
        TrialError: if the part is not between 0 and 1.

    >>> homes = {f"home-{number}": "Garden Suburb" for number in range(200)}
    >>> len(held_back("june phone bank", homes, 0.1))
    20
    """
    _check_part(part)
    by_ward: dict[str, list[str]] = defaultdict(list)
    for household, ward in homes.items():
        by_ward[ward].append(household)
    return frozenset(
        household
        for ward, households in by_ward.items()
        for household in _lowest(trial, households, _how_many(trial, ward, part * len(households), key), key)
    )


def is_held_back_late(trial: str, household: str, part: float, *, key: bytes = b"") -> bool:
    """Whether a household that joins after the list was written down is held back: by its own draw alone."""
    _check_part(part)
    return draw(trial, household, "held back", key) < part


def script_arm(trial: str, household: str, arms: Sequence[str], *, key: bytes = b"") -> str:
    """Return the script that a household hears: all of it the same, each arm with the same chance.

    Raises:
        TrialError: if there is no arm.

    >>> script_arm("june phone bank", "home-7", ["rents", "buses"]) in {"rents", "buses"}
    True
    """
    if not arms:
        raise TrialError("A trial of scripts has no arm: name at least one script.")
    return arms[int(draw(trial, household, "script", key) * len(arms))]


def _how_many(trial: str, ward: str, wanted: float, key: bytes) -> int:
    whole = int(wanted + 1e-9)
    return whole + (draw(trial, ward, "left over", key) < wanted - whole - 1e-9)


def _lowest(trial: str, households: list[str], count: int, key: bytes) -> list[str]:
    return sorted(households, key=lambda one: (draw(trial, one, "held back", key), one))[:count]


def _check_part(part: float) -> None:
    if not 0 < part < 1:
        raise TrialError(f"The part held back is {part}: give a part above 0 and below 1, such as 0.1.")
