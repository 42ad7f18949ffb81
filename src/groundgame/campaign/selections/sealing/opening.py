"""Open papers: each scrutineer their own shares, and then everybody's shares together the papers."""

import hashlib
import hmac
from collections.abc import Mapping
from itertools import combinations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from groundgame.campaign.selections.sealing.envelope import Envelope
from groundgame.campaign.selections.sealing.errors import SealError
from groundgame.campaign.selections.sealing.keys import point_of, public_key, share_key
from groundgame.campaign.selections.sealing.paper_form import PaperForm
from groundgame.campaign.selections.sealing.seal import NONCE, unpack_ranking
from groundgame.campaign.selections.sealing.shamir import combine


def open_share(content: bytes, form: PaperForm, key: ec.EllipticCurvePrivateKey) -> bytes:
    """Return the share of a paper's key that is sealed to this private key.

    Raises:
        SealError: if the key is no scrutineer's of this form, or the share does not open.
    """
    envelope = Envelope.unpack(content, form)
    own = point_of(key.public_key())
    if own not in form.keys:
        raise SealError("This key is not one that the papers were sealed to: choose the file made for this ballot.")
    number = form.keys.index(own) + 1
    secret = key.exchange(ec.ECDH(), public_key(envelope.point))
    wrap = share_key(secret, form=form, point=envelope.point, number=number)
    try:
        share = AESGCM(wrap).decrypt(NONCE, envelope.sealed_shares[number - 1], envelope.head + bytes([number]))
    except InvalidTag as error:
        raise SealError("The share of this paper does not open.") from error
    check_share(envelope, number, share)
    return share


def check_share(envelope: Envelope, number: int, share: bytes) -> None:
    """Check that an opened share is the one that the voter's page sealed.

    Raises:
        SealError: if it is another.
    """
    if not _is_hash(envelope.share_commitments[number - 1], share):
        raise SealError("The share is not the one that was sealed.")


def open_paper(content: bytes, form: PaperForm, shares: Mapping[int, bytes]) -> tuple[int, ...]:
    """Return the places of the form that a paper names, from the shares by their scrutineers' numbers.

    Raises:
        SealError: if the shares are too few, or the paper does not open or is not in order: it is spoilt.
    """
    envelope = Envelope.unpack(content, form)
    if len(shares) < form.threshold:
        raise SealError(f"{len(shares)} shares do not open a paper that takes {form.threshold}.")
    key = _content_key(envelope, shares)
    try:
        opened = AESGCM(key).decrypt(NONCE, envelope.sealed_content, envelope.head)
    except InvalidTag as error:
        raise SealError("The paper does not open with its own key.") from error
    return unpack_ranking(form, opened)


def _content_key(envelope: Envelope, shares: Mapping[int, bytes]) -> bytes:
    """Return the key that the envelope commits to; every choice of shares is tried, so that who opens matters not."""
    for chosen in combinations(sorted(shares), envelope.threshold):
        key = combine({number: shares[number] for number in chosen})
        if _is_hash(envelope.key_commitment, key):
            return key
    raise SealError("The shares of this paper do not give its key.")


def _is_hash(commitment: bytes, content: bytes) -> bool:
    return hmac.compare_digest(commitment, hashlib.sha256(content).digest())
