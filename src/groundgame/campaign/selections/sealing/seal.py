"""Seal a paper, as the voter's page does with static/selections/ballot-sealing.js: equal step for step."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import replace

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from groundgame.campaign.selections.sealing.envelope import Envelope
from groundgame.campaign.selections.sealing.errors import SealError
from groundgame.campaign.selections.sealing.keys import point_of, public_key, share_key
from groundgame.campaign.selections.sealing.paper_form import PaperForm
from groundgame.campaign.selections.sealing.shamir import Random, split

KEY_BYTES = 32
NONCE = bytes(12)  # every key seals one message and is thrown away, so that its nonce need not differ
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of the curve P-256


def seal(form: PaperForm, ranking: Sequence[int], *, random: Random = secrets.token_bytes) -> bytes:
    """Return the envelope of a paper that names the candidates at these places of the form, first choice first.

    Raises:
        SealError: if the paper names nobody of the form, somebody twice, or too many.
    """
    content = pack_ranking(form, ranking)
    content_key = random(KEY_BYTES)
    own = ec.derive_private_key(int.from_bytes(random(48), "big") % (_ORDER - 1) + 1, ec.SECP256R1())
    shares = split(content_key, threshold=form.threshold, parts=len(form.keys), random=random)
    point, commitments = point_of(own.public_key()), tuple(map(_hash, shares))
    envelope = Envelope(form.threshold, form.digest, point, _hash(content_key), commitments)
    sealed_shares = tuple(
        _seal_share(envelope, form, own, number, share) for number, share in enumerate(shares, start=1)
    )
    sealed_content = AESGCM(content_key).encrypt(NONCE, content, envelope.head)
    return replace(envelope, sealed_shares=sealed_shares, sealed_content=sealed_content).pack()


def _seal_share(
    envelope: Envelope, form: PaperForm, own: ec.EllipticCurvePrivateKey, number: int, share: bytes
) -> bytes:
    """Return a share sealed to the scrutineer of that number."""
    secret = own.exchange(ec.ECDH(), public_key(form.keys[number - 1]))
    wrap = share_key(secret, form=form, point=envelope.point, number=number)
    return AESGCM(wrap).encrypt(NONCE, share, envelope.head + bytes([number]))


def _hash(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def check_ranking(form: PaperForm, ranking: Sequence[int]) -> None:
    """Check that a paper names candidates of the form, each once, and not too many; a blank one is in order.

    Raises:
        SealError: naming the first thing that is not.
    """
    if len(ranking) > form.most:
        raise SealError(f"The paper names {len(ranking)} candidates; it may name {form.most}.")
    if len(set(ranking)) != len(ranking):
        raise SealError("The paper names a candidate twice.")
    for place in ranking:
        if not 0 <= place < len(form.candidates):
            raise SealError(f"The paper names candidate number {place + 1}; there are {len(form.candidates)}.")


def pack_ranking(form: PaperForm, ranking: Sequence[int]) -> bytes:
    """Return the content of a paper: how many it names, their places, and padding to the form's one length.

    Raises:
        SealError: as `check_ranking`.
    """
    check_ranking(form, ranking)
    return bytes([len(ranking), *ranking]).ljust(form.content_bytes, b"\0")


def unpack_ranking(form: PaperForm, content: bytes) -> tuple[int, ...]:
    """Return the places that the content of a paper names.

    Raises:
        SealError: if it is not what `pack_ranking` gives.
    """
    ranking = tuple(content[1 : 1 + content[0]])
    if pack_ranking(form, ranking) != content:
        raise SealError("The paper is not written as the page writes it.")
    return ranking
