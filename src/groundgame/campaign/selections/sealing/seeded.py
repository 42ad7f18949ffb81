"""Randomness that comes out the same again, for a page whose browser cannot seal by itself."""

import hashlib
from collections.abc import Sequence

from groundgame.campaign.selections.sealing.paper_form import PaperForm
from groundgame.campaign.selections.sealing.shamir import Random


def seeded(seed: bytes, form: PaperForm, ranking: Sequence[int]) -> Random:
    """Return a source that gives the same bytes for the same seed, form and ranking, and others for any other.

    A form that is sent twice, because the answer was lost, is then sealed into the very same envelope. The seed is in
    the voter's page alone; as for any paper that is sealed on the server, who can read the request can read the vote.
    """
    if len(seed) < 32:
        raise ValueError(f"A seed has 32 bytes or more; this one has {len(seed)}.")
    begun = hashlib.shake_256(seed + form.digest + bytes([len(ranking), *ranking])).digest(64)
    drawn = 0

    def draw(length: int) -> bytes:
        nonlocal drawn
        drawn += 1
        return hashlib.shake_256(begun + drawn.to_bytes(4, "big")).digest(length)

    return draw
