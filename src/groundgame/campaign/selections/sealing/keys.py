"""The scrutineers' keys: a pair on the curve P-256 each, made in their own browser and kept in a file of theirs."""

import hashlib
import json

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from groundgame.campaign.selections.sealing.errors import SealError
from groundgame.campaign.selections.sealing.paper_form import PaperForm, from_text, to_text

PURPOSE = b"groundgame ballot share 1"
POINT_BYTES = 65


def make_private_key() -> ec.EllipticCurvePrivateKey:
    """Return a new key pair."""
    return ec.generate_private_key(ec.SECP256R1())


def point_of(key: ec.EllipticCurvePublicKey) -> bytes:
    """Return a public key as its point, uncompressed: 65 bytes."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def public_key(point: bytes) -> ec.EllipticCurvePublicKey:
    """Return the public key of a point.

    Raises:
        SealError: if it is no point of the curve.
    """
    shown = to_text(point)[:20]
    if len(point) != POINT_BYTES:
        raise SealError(f"{shown}… is not a public key: it has {len(point)} bytes, not {POINT_BYTES}.")
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError as error:
        raise SealError(f"{shown}… is not a public key of the curve P-256, uncompressed.") from error


def fingerprint(point: bytes) -> str:
    """Return what two people read to one another to be sure of a key: 16 hexadecimal digits in groups."""
    digest = hashlib.sha256(point).hexdigest()
    return " ".join(digest[at : at + 4] for at in range(0, 16, 4))


def read_key_file(text: str) -> ec.EllipticCurvePrivateKey:
    """Return the private key of a scrutineer's file, which holds a JSON Web Key (RFC 7517).

    Raises:
        SealError: if the file holds no such key.
    """
    try:
        number = from_text(json.loads(text)["key"]["d"])
        return ec.derive_private_key(int.from_bytes(number, "big"), ec.SECP256R1())
    except (ValueError, KeyError, TypeError) as error:
        raise SealError("This is not a scrutineer's key file: choose the one that your browser saved.") from error


def write_key_file(key: ec.EllipticCurvePrivateKey) -> str:
    """Return the key file of a private key, as the browser writes it."""
    point = point_of(key.public_key())
    secret = key.private_numbers().private_value.to_bytes(32, "big")
    parts = {"kty": "EC", "crv": "P-256", "x": to_text(point[1:33]), "y": to_text(point[33:]), "d": to_text(secret)}
    return json.dumps({"about": "A scrutineer's private key. Keep it secret and safe.", "key": parts}, indent=1)


def share_key(secret: bytes, *, form: PaperForm, point: bytes, number: int) -> bytes:
    """Return the key that seals one scrutineer's share of one paper: HKDF-SHA256 (RFC 5869) of what both ends know."""
    info = PURPOSE + point + form.keys[number - 1] + bytes([number])
    return HKDF(hashes.SHA256(), 32, salt=form.digest, info=info).derive(secret)
