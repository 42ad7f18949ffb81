"""Contacts that a telephone sealed for the site alone: it can hand them in when it cannot open anything any more.

The public half of a pair is on the telephone, the private one here (`Device.letterbox`). A letter is a point of the
curve P-256 (65 bytes), a nonce (12 bytes) and what AES-GCM sealed under a key derived from both halves (HKDF, SHA-256).
`static/doorstep/app/vault.js` writes them.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from groundgame.campaign.doorstep.errors import SyncError

PURPOSE = b"doorstep letter"
CURVE = ec.SECP256R1()
SECRET_BYTES, POINT_BYTES, NONCE_BYTES = 32, 65, 12


def new_letterbox() -> bytes:
    """Return a new private key."""
    return ec.generate_private_key(CURVE).private_numbers().private_value.to_bytes(SECRET_BYTES, "big")


def slot_of(letterbox: bytes) -> bytes:
    """Return the public half: letters go in by it, and none comes out."""
    public = ec.derive_private_key(int.from_bytes(letterbox, "big"), CURVE).public_key()
    return public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def open_letter(letterbox: bytes, letter: bytes) -> bytes:
    """Return what was sealed.

    Raises:
        SyncError: if it was not sealed to this letterbox, or was cut short or changed since.
    """
    point, nonce = letter[:POINT_BYTES], letter[POINT_BYTES:][:NONCE_BYTES]
    try:
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
        shared = ec.derive_private_key(int.from_bytes(letterbox, "big"), CURVE).exchange(ec.ECDH(), theirs)
        info = PURPOSE + point + slot_of(letterbox)
        key = HKDF(hashes.SHA256(), SECRET_BYTES, salt=None, info=info).derive(shared)
        return AESGCM(key).decrypt(nonce, letter[POINT_BYTES + NONCE_BYTES :], None)
    except (ValueError, InvalidTag) as error:
        raise SyncError("This contact cannot be opened: it was sealed for another site, or damaged.") from error
