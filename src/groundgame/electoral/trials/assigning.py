"""Who is held back and who hears which script: by a fixed hash, so that it can be written down before anyone is called.

Whoever knows the trial, the household and the key finds the same answer again; without the key nobody can.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from hashlib import blake2b

from groundgame.electoral.trials.errors import TrialError

BITS = 53
"""As many as a float holds, so that no draw is rounded up to 1."""


def draw(trial: str, unit: Hashable, purpose: str, key: bytes = b"") -> float:
    """Return the number from 0 up to 1 that belongs to a household (or ward) in a trial, always the same.

    Draws for another purpose (at most 16 letters) tell nothing about this one.
    """
    text = f"{len(trial)}:{trial}:{unit}".encode()
    digest = blake2b(text, key=key, person=purpose.encode(), digest_size=8).digest()
    return float((int.from_bytes(digest, "big") >> (64 - BITS)) / 2**BITS)


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
