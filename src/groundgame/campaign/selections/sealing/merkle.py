"""A hash tree over a published list, so that one short root stands for the whole and one entry can be proved.

Source: RFC 6962, section 2.1 (SHA-256; leaves and nodes are hashed apart, so that neither passes for the other).
"""

import hashlib
from collections.abc import Sequence


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of one entry."""
    return hashlib.sha256(b"\x00" + entry).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(entries: Sequence[bytes]) -> bytes:
    """Return the root of the tree over the entries, in their order.

    >>> root([]).hex()[:16]
    'e3b0c44298fc1c14'
    """
    if not entries:
        return hashlib.sha256(b"").digest()
    return levels(entries)[-1][0]


def levels(entries: Sequence[bytes]) -> list[list[bytes]]:
    """Return the hashes of the tree level by level, leaves first; the odd one out goes up as it is."""
    rows = [[leaf_hash(entry) for entry in entries]]
    while len(rows[-1]) > 1:
        row = rows[-1]
        up = [_node(row[at], row[at + 1]) for at in range(0, len(row) - 1, 2)]
        rows.append(up + row[len(row) - len(row) % 2 :])
    return rows


def proof(entries: Sequence[bytes], index: int) -> list[tuple[str, bytes]]:
    """Return what proves the entry at `index`: from the leaf up, which side the other hash stands on, and the hash."""
    steps = []
    for row in levels(entries)[:-1]:
        other = index ^ 1
        if other < len(row):
            steps.append(("left" if other < index else "right", row[other]))
        index //= 2
    return steps


def proves(entry: bytes, steps: Sequence[tuple[str, bytes]], expected: bytes) -> bool:
    """Tell whether the steps lead from the entry to the expected root."""
    value = leaf_hash(entry)
    for side, other in steps:
        value = _node(other, value) if side == "left" else _node(value, other)
    return value == expected
