"""Telephone numbers as people read and type them."""

import re

import phonenumbers

REGION = "GB"
# Mobile numbers, and London's and personal ones: each is written in one way, and most calls go to them.
_MOBILE = re.compile(r"\+44(7[1-57-9]\d\d)(\d{6})")
_IN_FOURS = re.compile(r"\+44(20|70)(\d{4})(\d{4})")
PLAIN = re.compile(r"\+44([123]|7[1-57-9])")


def as_read(e164: str) -> str:
    """Return a number the way it is read aloud here.

    >>> as_read("+442079460123")
    '020 7946 0123'
    """
    if usual := _MOBILE.fullmatch(e164) or _IN_FOURS.fullmatch(e164):
        return f"0{' '.join(usual.groups())}"
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


def as_plain(typed: str) -> str | None:
    """Return a number in E.164 if it is one of this country that costs no more than any, else None.

    Beginning with 01, 02, 03 or 07, without the personal and paging numbers 070 and 076 (Ofcom's National Telephone
    Numbering Plan), and not of Jersey, Guernsey or the Isle of Man, which share our code at prices of their own. For
    numbers that a stranger names and we pay for.

    >>> as_plain("07700 900123"), as_plain("020 7946 0123")
    ('+447700900123', '+442079460123')
    >>> [as_plain(number) for number in ("+1 202 555 0123", "0906 123 4567", "070 1234 5678", "+44 7781 123456")]
    [None, None, None, None]
    """
    e164 = as_valid(typed)
    if e164 is None or PLAIN.match(e164) is None:
        return None
    return e164 if phonenumbers.region_code_for_number(phonenumbers.parse(e164)) in (REGION, None) else None
