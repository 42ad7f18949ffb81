"""One-time codes: what a voter types in or follows from a letter, of which the site keeps the hash alone."""

import hashlib
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
LENGTH = 26  # 130 bits
_ALIKE = str.maketrans({"I": "1", "L": "1", "O": "0"})


def make_code() -> str:
    """Return a new code of 130 random bits, in groups that can be read aloud."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(letters[at : at + 5] for at in range(0, LENGTH, 5))


def plain(typed: str) -> str:
    """Return a code without what people add or confuse: spaces, dashes, small letters, O for 0, I and L for 1.

    >>> plain("o1i2l-abc de")
    '01121ABCDE'
    """
    return "".join(letter for letter in typed.upper().translate(_ALIKE) if letter in ALPHABET)


def code_hash(typed: str) -> str:
    """Return the SHA-256 of a code as typed, in hexadecimal; a code is long enough to need no salt."""
    return hashlib.sha256(plain(typed).encode()).hexdigest()
