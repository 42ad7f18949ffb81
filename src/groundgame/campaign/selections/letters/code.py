"""The code by which somebody shut out appeals, and reads what became of it: signed, and short enough to be typed.

Nothing is stored: the code is the entry's number with a signature of the site's secret key. 80 bits of it are more than
anybody can guess through a page.
"""

import base64

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "groundgame.selections.appeal"
SIGNATURE_BYTES = 10
GROUP = 4
MISREAD = str.maketrans({"0": "O", "1": "I", "8": "B"})
"""No digit but 2 to 7 stands in a signature: these were meant as letters."""


def appeal_code(entry: int) -> str:
    """Return the code of an entry, as `1234-ABCD-EFGH-IJKL-MNOP`."""
    return _written(entry, settings.SECRET_KEY)


def entry_of_code(code: str) -> int | None:
    """Return the entry that a code was given for, or None where it was given for none."""
    number, _, signature = "".join(code.split()).upper().partition("-")
    if not (number.isascii() and number.isdigit() and len(number) <= 18):
        return None
    typed = f"{int(number)}-{signature.translate(MISREAD)}"
    known = [_written(int(number), key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return int(number) if any([constant_time_compare(typed, each) for each in known]) else None  # noqa: C419 (no short cut)


def _written(entry: int, secret: str | bytes) -> str:
    digest = salted_hmac(SALT, str(entry), secret=secret, algorithm="sha256").digest()
    text = base64.b32encode(digest[:SIGNATURE_BYTES]).decode()
    return "-".join([str(entry), *(text[at : at + GROUP] for at in range(0, len(text), GROUP))])
