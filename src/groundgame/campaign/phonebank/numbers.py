"""Telephone numbers as people read and type them."""

import phonenumbers

REGION = "GB"


def as_read(e164: str) -> str:
    """Return a number the way it is read aloud here.

    >>> as_read("+442079460123")
    '020 7946 0123'
    """
    try:
        return phonenumbers.format_number(phonenumbers.parse(e164), phonenumbers.PhoneNumberFormat.NATIONAL)
    except phonenumbers.NumberParseException:
        return e164


def as_kept(typed: str) -> str | None:
    """Return a number as typed in any spacing in E.164, or None where it is none.

    >>> as_kept("020 7946 0123")
    '+442079460123'
    >>> as_kept("later") is None
    True
    """
    try:
        number = phonenumbers.parse(typed, REGION)
    except phonenumbers.NumberParseException:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def as_valid(typed: str) -> str | None:
    """Return a number in E.164 if it is one that can exist, else None.

    >>> as_valid("020 7946 0123"), as_valid("12")
    ('+442079460123', None)
    """
    try:
        number = phonenumbers.parse(typed, REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
