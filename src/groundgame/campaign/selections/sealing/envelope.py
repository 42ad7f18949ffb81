"""The envelope of a sealed paper: its bytes, one length for every paper of a form.

4  GGB1
1  threshold k
1  scrutineers n
32  digest of the form
65  the paper's own public key, used once
32  SHA-256 of the content key
32n  SHA-256 of each scrutineer's share of the content key
48n  those shares, each sealed to its scrutineer
*  the content, padded and sealed under the content key
"""

import hashlib
from dataclasses import dataclass

from groundgame.campaign.selections.sealing.errors import SealError
from groundgame.campaign.selections.sealing.paper_form import PaperForm

MAGIC = b"GGB1"
HASH, POINT, TAG = 32, 65, 16
SEALED_SHARE = HASH + TAG
_FIXED = len(MAGIC) + 2 + HASH + POINT + HASH


@dataclass(frozen=True)
class Envelope:
    """A sealed paper in its parts."""

    threshold: int
    form_digest: bytes
    point: bytes
    key_commitment: bytes
    share_commitments: tuple[bytes, ...]
    sealed_shares: tuple[bytes, ...] = ()
    sealed_content: bytes = b""

    @property
    def head(self) -> bytes:
        """All that stands before the sealed parts, which each of them authenticates."""
        counts = bytes([self.threshold, len(self.share_commitments)])
        own = self.form_digest + self.point + self.key_commitment
        return MAGIC + counts + own + b"".join(self.share_commitments)

    def pack(self) -> bytes:
        """Return the envelope's bytes."""
        return self.head + b"".join(self.sealed_shares) + self.sealed_content

    @classmethod
    def unpack(cls, content: bytes, form: PaperForm) -> "Envelope":
        """Return the parts of an envelope made for this form.

        Raises:
            SealError: if it is no such envelope.
        """
        check_shape(content, form)
        scrutineers = len(form.keys)
        cut = _Cut(content[len(MAGIC) + 2 :])
        own = {"form_digest": cut.take(HASH), "point": cut.take(POINT), "key_commitment": cut.take(HASH)}
        commitments = tuple(cut.take(HASH) for _ in range(scrutineers))
        shares = tuple(cut.take(SEALED_SHARE) for _ in range(scrutineers))
        return cls(form.threshold, **own, share_commitments=commitments, sealed_shares=shares, sealed_content=cut.rest)


class _Cut:
    """Bytes that are taken from the front."""

    def __init__(self, rest: bytes) -> None:
        self.rest = rest

    def take(self, length: int) -> bytes:
        taken, self.rest = self.rest[:length], self.rest[length:]
        return taken


def envelope_bytes(form: PaperForm) -> int:
    """Return how long every envelope of the form is."""
    return _FIXED + len(form.keys) * (HASH + SEALED_SHARE) + form.content_bytes + TAG


def check_shape(content: bytes, form: PaperForm) -> None:
    """Check all of an envelope that can be seen from outside.

    Raises:
        SealError: naming what is wrong with it.
    """
    if len(content) != envelope_bytes(form):
        raise SealError(f"A sealed paper has {envelope_bytes(form)} bytes here; this one has {len(content)}.")
    if content[: len(MAGIC) + 2] != MAGIC + bytes([form.threshold, len(form.keys)]):
        raise SealError("This is not a sealed paper of this ballot. Load the page again.")
    if content[len(MAGIC) + 2 :][:HASH] != form.digest:
        raise SealError("This paper was sealed for another post, section or ballot. Load the page again.")


def receipt_of(content: bytes) -> str:
    """Return the receipt of a sealed paper: the SHA-256 of its envelope, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def short_form(receipt: str) -> str:
    """Return the beginning of a receipt in groups, which a person can compare by eye.

    >>> short_form("0123456789abcdef" * 4)
    '0123-4567-89ab-cdef'
    """
    return "-".join(receipt[at : at + 4] for at in range(0, 16, 4))
