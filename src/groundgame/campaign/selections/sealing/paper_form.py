"""The form of a paper: who stands, in which order, and to whom it is sealed."""

import base64
import hashlib
import json
from dataclasses import dataclass
from functools import cached_property, lru_cache

MOST_CANDIDATES = 200
_BLOCK = 32


def to_text(content: bytes) -> str:
    """Return bytes as base64 that is safe in addresses and forms, without its padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")


def from_text(text: str) -> bytes:
    """Return the bytes that such a text stands for.

    Raises:
        ValueError: if it is no such text.
    """
    if to_text(content := base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))) != text:
        raise ValueError(f"{text[:20]!r} is not written as the site writes it.")
    return content


@dataclass(frozen=True)
class PaperForm:
    """What a voter of one section sees of one post, fixed when voting opens.

    Its digest is bound into every paper, so that no other order of candidates, no other section and no other keys can
    be put under a paper afterwards. `keys` are the scrutineers' public keys (P-256 points, 65 bytes), of which
    `threshold` open; there are none where votes are on paper alone. `most` is how many candidates a paper may name, and
    `ranked` whether their order counts.
    """

    selection: str
    post: str
    section: str
    candidates: tuple[str, ...]
    keys: tuple[bytes, ...]
    threshold: int
    most: int
    ranked: bool = True

    def __post_init__(self) -> None:
        if not 1 <= len(self.candidates) <= MOST_CANDIDATES:
            raise ValueError(f"{len(self.candidates)} candidates do not fit: there may be 1 to {MOST_CANDIDATES}.")
        on_paper_alone = not self.keys and not self.threshold
        if not on_paper_alone and not 1 <= self.threshold <= len(self.keys):
            raise ValueError(f"{self.threshold} of {len(self.keys)} scrutineers cannot open: name as many, with keys.")
        if not 1 <= self.most <= len(self.candidates):
            raise ValueError(f"A paper cannot name {self.most} of {len(self.candidates)} candidates.")

    @cached_property
    def text(self) -> str:
        """The form as it is digested, kept and published: JSON, its keys sorted."""
        parts = {
            "candidates": list(self.candidates),
            "keys": [to_text(key) for key in self.keys],
            "most": self.most,
            "post": self.post,
            "ranked": self.ranked,
            "section": self.section,
            "selection": self.selection,
            "threshold": self.threshold,
        }
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)

    @classmethod
    def of_text(cls, text: str) -> "PaperForm":
        """Return the form that was written as this text."""
        return _read(text)

    @cached_property
    def digest(self) -> bytes:
        """The SHA-256 of the text."""
        return hashlib.sha256(self.text.encode()).digest()

    @property
    def content_bytes(self) -> int:
        """How long every paper of the form is before it is sealed, whatever it says."""
        return -(-(1 + len(self.candidates)) // _BLOCK) * _BLOCK


@lru_cache(maxsize=256)
def _read(text: str) -> PaperForm:
    """Return the form of a text; kept, since every paper of a box is read under one of few."""
    parts = json.loads(text)
    keys = tuple(from_text(key) for key in parts.pop("keys"))
    return PaperForm(keys=keys, candidates=tuple(parts.pop("candidates")), **parts)
